import { bindToTransaction, type Db, sql, type Tx, transact } from '#db'
import { refuse } from '../refusal.ts'
import { openField, sealField } from '../sealed-field.server.ts'
import { sealedIn } from '../sealed-places.server.ts'

export interface Write {
  signInId: string
  /** Made by the program; stands for this one write. */
  key: string
  /** Of what is asked for: the same key can't stand for something else. */
  fingerprint: Buffer
}

const patience = '5s'

/**
 * Does a write once, however often it is sent: what it does and what it answers commit together, and who sends it again
 * gets that answer. A refused write leaves nothing, the key neither, so that it can be mended and sent again.
 * @throws {Refusal} `invalid` for a key that stood for something else, `conflict` while the first is still under way
 */
export async function runIdempotent<T>(
  db: Db,
  write: Write,
  work: (db: Db) => Promise<T>,
): Promise<{ answer: T; repeated: boolean }> {
  return transact(db, async (tx) => {
    if (!(await takeKey(tx, write)))
      return { answer: (await readAnswer(tx, write)) as T, repeated: true }
    const answer = await work(bindToTransaction(db, tx))
    await tx
      .updateTable('api_write')
      .set({ answer: sealField(tx, JSON.stringify(answer), placeOfAnswer(write)) })
      .where('sign_in_id', '=', write.signInId)
      .where('key', '=', write.key)
      .execute()
    return { answer, repeated: false }
  })
}

const placeOfAnswer = ({ signInId, key }: Pick<Write, 'signInId' | 'key'>) =>
  sealedIn('api_write.answer', signInId, key)

/** PostgreSQL's `lock_not_available`. */
const lockTimedOut = '55P03'

/** False when the key was used. Waits for who uses it right now. */
async function takeKey(tx: Tx, { signInId, key, fingerprint }: Write): Promise<boolean> {
  await sql`set local lock_timeout = ${sql.lit(patience)}`.execute(tx)
  const taken = await tx
    .insertInto('api_write')
    .values({ sign_in_id: signInId, key, fingerprint, at: tx.now })
    .onConflict((conflict) => conflict.columns(['sign_in_id', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst()
    .catch((error: unknown) => {
      if ((error as { code?: string }).code !== lockTimedOut) throw error
      throw refuse('conflict', 'api.key_under_way', { retryAfter: 1 })
    })
  await sql`set local lock_timeout to default`.execute(tx)
  return taken !== undefined
}

async function readAnswer(tx: Tx, { signInId, key, fingerprint }: Write): Promise<unknown> {
  const kept = await tx
    .selectFrom('api_write')
    .select(['fingerprint', 'answer'])
    .where('sign_in_id', '=', signInId)
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  if (!kept.fingerprint.equals(fingerprint)) throw refuse('invalid', 'api.key_reused')
  return JSON.parse(openField(tx, kept.answer!, placeOfAnswer({ signInId, key })))
}
