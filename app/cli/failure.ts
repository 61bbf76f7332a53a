/** Something that the person at the keyboard can mend: shown as one sentence, without a stack, with exit status 1. */
export function failure(sentence: string): Error & { sentence: true } {
  return Object.assign(new Error(sentence), { sentence: true as const })
}

export const isFailure = (error: unknown): error is Error & { sentence: true } =>
  error instanceof Error && 'sentence' in error
