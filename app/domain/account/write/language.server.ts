import { type Db, transact } from '#db'
import type { Actor } from '../../actor.ts'
import { appendAudit } from '../../audit-log.server.ts'
import type { Locale } from '../../locale.ts'

/** Pages and messages come in this language from now on. */
export async function chooseLanguage(db: Db, actor: Actor, locale: Locale): Promise<void> {
  await transact(db, async (tx) => {
    await tx.updateTable('person').set({ locale }).where('id', '=', actor.personId).execute()
    await appendAudit(tx, actor, {
      verb: 'choose_language',
      subject: { kind: 'person', id: actor.personId },
      detail: { locale },
    })
  })
}
