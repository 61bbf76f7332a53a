import { useTranslation } from 'react-i18next'
import { ActionForm } from '../components/form.tsx'
import type { Moment } from '../components/formatted-values.tsx'
import { Section } from '../components/page.tsx'
import { useReply } from '../components/use-reply.ts'

/** The address that a calendar app subscribes to; shown once, when it is made. */
export function CalendarFeed({ since }: { since: Moment | null }) {
  const { t } = useTranslation('hosting')
  const made = useReply()?.show?.feed
  return (
    <Section title={t('feed.title')} id="calendar">
      <p className="mb-3 max-w-reading text-muted">{t('feed.lead')}</p>
      {made && (
        <p className="mb-3">
          {t('feed.made')}
          <code className="mt-1 block rounded-md bg-sunken p-3 break-all select-all">{made}</code>
        </p>
      )}
      {since !== null && <p className="mb-2">{t('feed.active', { at: since })}</p>}
      <div className="flex flex-wrap items-center gap-3">
        <ActionForm
          intent="make_feed"
          submitLabel={t(since === null ? 'feed.make' : 'feed.again')}
          submitVariant="secondary"
          inline
        />
        {since !== null && (
          <ActionForm
            intent="revoke_feed"
            submitLabel={t('feed.revoke')}
            submitVariant="quiet"
            inline
          />
        )}
        {since !== null && <span className="text-sm text-muted">{t('feed.again_hint')}</span>}
      </div>
    </Section>
  )
}
