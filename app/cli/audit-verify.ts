import { connect } from '#db'
import { type Break, verifyAudit } from '../domain/audit/verify.server.ts'
import { readEnv } from '../env.ts'
import { openEngines } from './engines.ts'
import { failure } from './failure.ts'
import { unlessStopped, untilStopped } from './stop-signal.ts'

const usage = 'Usage: npm run audit:verify [-- --since-head SEQ:HASH]'

const sentences: Record<Break['what'], string> = {
  row_changed: 'the row differs from what was sealed',
  row_missing: 'the row is gone, its seal stands',
  seal_missing: 'seals are missing from this number on',
  seal_changed: 'the seal does not continue the one before it',
  row_unsealed:
    'the row has no seal and none waits for it: it came past the trail, or its seal was removed',
  row_waiting:
    'the row has waited for its seal for more than a minute: start a node with ROLE=worker or ROLE=all',
  row_lost: 'the row waited for its seal and is gone',
  head_differs:
    'the chain no longer holds the head that you kept: its end was cut off or rewritten',
}

/** @throws {Error} one sentence */
function readHead(args: readonly string[]): { seq: number; hash: string } | null {
  if (args.length === 0) return null
  const [option, value, ...more] = args
  const match = /^(\d{1,15}):([0-9a-f]{64})$/.exec(value ?? '')
  if (option !== '--since-head' || !match || more.length > 0) throw failure(usage)
  return { seq: Number(match[1]), hash: match[2]! }
}

/** `npm run audit:verify`: computes the chain of the audit trail anew; status 1 where it is broken. */
export async function auditVerifyCommand(args: string[]): Promise<number> {
  const since = readHead(args)
  const stopped = untilStopped()
  const engines = await openEngines(readEnv(process.env), { visit: true })
  const database = connect({ url: engines.connections.databaseUrl, poolSize: 2 })
  try {
    const started = performance.now()
    const { sealed, head, breaks } = await unlessStopped(
      () => verifyAudit(database.db, { since }),
      stopped,
    )
    for (const { what, seq, auditId } of breaks) {
      const place = seq === null ? 'unsealed' : `number ${seq}`
      console.log(`✗ ${place}${auditId ? `, row ${auditId}` : ''}: ${sentences[what]}.`)
    }
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    if (breaks.length === 0)
      console.log(`✓ ${sealed} sealed rows are as they were written (${seconds} s).`)
    else console.log(`${breaks.length} broken places among ${sealed} sealed rows.`)
    if (head) console.log(`Head: ${head.seq}:${head.hash}`)
    if (!since) {
      console.log(
        'Keep the head outside of this machine and give it next time as --since-head: only so can you notice that the end of the trail was cut off, or all of it rewritten.',
      )
    }
    return breaks.length > 0 ? 1 : 0
  } finally {
    await database.close()
    await engines.stop()
  }
}
