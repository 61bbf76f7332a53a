import type { Contact } from '#app/domain/account/account.ts'
import { type Message, messageSchema } from '#app/domain/message/message.ts'
import { inLetter } from '#app/domain/sealed-places.server.ts'
import { sql } from '#db'
import type { World } from './people.ts'

/** The letters to somebody that wait in the queue and are still worth sending, the newest first. */
export async function lettersTo({ db, vault }: World, contact: Contact): Promise<Message[]> {
  const { rows } = await sql<{ payload: { sealed?: string } }>`
    select payload from graphile_worker._private_jobs order by id desc`.execute(db)
  return rows
    .flatMap(({ payload }) => (payload.sealed ? [payload.sealed] : []))
    .map((sealed) =>
      messageSchema.parse(JSON.parse(vault.open(Buffer.from(sealed, 'base64'), inLetter))),
    )
    .filter(({ to, until }) => to.value === contact.value && new Date(until) > db.now())
}
