/** Whether this is the long run of `npm run fuzz`. */
export const isFull = process.env.FUZZ === 'full'

/** How many inputs the parsers get, and how many are sent to a running market. */
export const inputs = isFull ? 1_000_000 : 20_000
export const calls = isFull ? 20_000 : 1000

/** The long run looks for what is new, the short one sees to what is known; `FUZZ_SEED=… npm run fuzz` is one had again. */
export const seed = Number(
  process.env.FUZZ_SEED ?? (isFull ? Math.floor(Math.random() * 2 ** 31) : 1),
)

/** What fast-check is told: where it begins, how often it tries, and how it tells a failure. */
export const told = (numRuns: number) => ({ numRuns, seed })

/** For what can't be asked twice alike: the first failure is told as it came. */
export const toldOnce = (numRuns: number) => ({ ...told(numRuns), endOnFailure: true })

export const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}
