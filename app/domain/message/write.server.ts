import type { Tx } from '#db'
import { enqueue } from '../enqueue.server.ts'
import { inLetter } from '../sealed-places.server.ts'
import type { Vault } from '../vault.server.ts'
import type { Message } from './message.ts'

/** Hands a message to the queue in the transaction that gives the reason for it; sealed, since it names people and codes. */
export async function sendMessage(tx: Tx, vault: Vault, message: Message): Promise<void> {
  const sealed = vault.seal(JSON.stringify(message), inLetter).toString('base64')
  await enqueue(tx, 'send_message', { sealed })
}
