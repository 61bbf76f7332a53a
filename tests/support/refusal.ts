import { isRefusal, type Refusal } from '#app/domain/refusal.ts'

/** The refusal that work ends with; anything else fails the test. */
export async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  try {
    await work
  } catch (error) {
    if (isRefusal(error)) return error
    throw error
  }
  throw new Error('It was not refused.')
}
