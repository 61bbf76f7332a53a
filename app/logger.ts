import pino, { type DestinationStream, type Logger } from 'pino'
import type { Env } from './env.ts'

export type { Logger }

/** Structured lines on stderr; they hold ids and never what people wrote. @param target where else, for tests */
export function createLogger(
  { LOG_LEVEL }: Pick<Env, 'LOG_LEVEL'>,
  target: DestinationStream = pino.destination(2),
): Logger {
  return pino({ level: LOG_LEVEL, base: null, serializers: { err: serializeError } }, target)
}

/**
 * What went wrong, where. The words of an error may quote what somebody typed – PostgreSQL's do, and those of mail servers –
 * so only errors of the program itself keep theirs.
 */
function serializeError(error: unknown) {
  if (!(error instanceof Error)) return { type: typeof error }
  const { code, constraint, table, routine } = error as Error & Record<string, unknown>
  const foreign = code !== undefined || 'response' in error || 'severity' in error
  return {
    type: error.name,
    ...(foreign ? {} : { message: error.message }),
    code,
    constraint,
    table,
    routine,
    stack: frames(error),
  }
}

/** The stack without its first lines, which repeat the message. */
const frames = ({ stack = '' }: Error): string[] =>
  stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim())
