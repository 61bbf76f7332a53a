type Base<Key extends string> = Key extends `${infer Stem}_${'one' | 'other'}` ? Stem : Key

type Missing<Zh, En, Path extends string> = {
  [K in keyof Zh & string]: K extends keyof En
    ? Zh[K] extends string
      ? En[K] extends string
        ? never
        : `${Path}${K} should be a sentence`
      : En[K] extends string
        ? `${Path}${K} should be a group`
        : Faults<Zh[K], En[K], `${Path}${K}.`>
    : [`${K}_one`, `${K}_other`][number] extends keyof En
      ? never
      : `${Path}${K} is missing`
}[keyof Zh & string]

type Surplus<Zh, En, Path extends string> = {
  [K in keyof En & string]: K extends keyof Zh
    ? never
    : Base<K> extends keyof Zh
      ? never
      : `${Path}${K} is not in zh-CN`
}[keyof En & string]

/**
 * What keeps English from saying all that Chinese says, and nothing else, as sentences in the compiler's error.
 * Where English counts, `key` may be `key_one` and `key_other`.
 */
export type Faults<Zh, En, Path extends string = ''> = Missing<Zh, En, Path> | Surplus<Zh, En, Path>

/** Compiles only where there is no fault. */
export type Faultless<F extends never> = F
