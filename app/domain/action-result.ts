/**
 * What an action answers when it stays on its page: the input as it was typed, and what is wrong with it.
 * A form shows it when `intent` is its own.
 */
export interface ActionResult {
  intent: string
  /** As typed; passwords and files are left out. */
  values: Record<string, string | string[]>
  /** Sentences per field; under '' those about the whole. Empty when all went well. */
  errors: Record<string, string[]>
  /** What to say when it went well: a key of the `done` messages. */
  done?: string | undefined
  /** What the page shows this once, e.g. a link that is kept nowhere. */
  show?: Record<string, string | number | null> | undefined
}
