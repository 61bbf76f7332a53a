import { isRefusal, type RefusalCode, refusalStatus } from '#app/domain/refusal.ts'

export interface ApiError {
  error: {
    code: RefusalCode
    /** One sentence for people. */
    message: string
    /** Per parameter, what is wrong with it. */
    fields?: Record<string, string[]>
  }
}

/** Answers a JSON API request; refusals become `{"error": …}` with their status. */
export async function answerJson(
  t: (key: string, options: Record<string, unknown>) => string,
  work: () => Promise<unknown>,
): Promise<Response> {
  try {
    return Response.json(await work())
  } catch (error) {
    if (!isRefusal(error)) throw error
    const { refusal, message, params, fields, retryAfter } = error
    const sentence = (key: string) => t(key, { ns: 'refusal', ...params })
    const body: ApiError = {
      error: {
        code: refusal,
        message: sentence(message),
        ...(fields
          ? {
              fields: Object.fromEntries(
                Object.entries(fields).map(([name, keys]) => [name, keys.map(sentence)]),
              ),
            }
          : {}),
      },
    }
    const headers: Record<string, string> = retryAfter ? { 'Retry-After': String(retryAfter) } : {}
    return Response.json(body, { status: refusalStatus[refusal], headers })
  }
}
