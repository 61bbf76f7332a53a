import { type Db, transact } from '#db'
import { record } from '../../record.server.ts'

const dayMs = 86_400_000

/** Forgets what serves nobody any more: codes and counts of failures after a day, ended sign-ins after ninety. */
export async function sweepAccounts(db: Db): Promise<void> {
  await transact(db, async (tx) => {
    const yesterday = new Date(tx.at.getTime() - dayMs)
    const longAgo = new Date(tx.at.getTime() - 90 * dayMs)
    const codes = await tx.deleteFrom('code').where('expires_at', '<', yesterday).executeTakeFirst()
    await tx.deleteFrom('sign_in_halfway').where('expires_at', '<', yesterday).execute()
    await tx.deleteFrom('passkey_challenge').where('expires_at', '<', yesterday).execute()
    await tx.deleteFrom('sign_in_guard').where('last_failure_at', '<', yesterday).execute()
    const signIns = await tx
      .deleteFrom('sign_in')
      .where((eb) => eb.or([eb('expires_at', '<', longAgo), eb('revoked_at', '<', longAgo)]))
      .executeTakeFirst()
    await record(tx, null, {
      verb: 'sweep',
      subject: { kind: 'account', id: null },
      detail: {
        codes: Number(codes.numDeletedRows),
        sign_ins: Number(signIns.numDeletedRows),
      },
    })
  })
}
