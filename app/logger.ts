import pino, { type Logger } from 'pino'
import type { Env } from './env.ts'

export type { Logger }

/** Structured lines on stderr; they hold ids and never what people wrote. */
export function createLogger({ LOG_LEVEL }: Pick<Env, 'LOG_LEVEL'>): Logger {
  return pino({ level: LOG_LEVEL, base: null }, pino.destination(2))
}
