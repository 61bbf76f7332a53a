import { useTranslation } from 'react-i18next'
import { LinkButton } from '../components/button.tsx'
import { Instant, type Moment } from '../components/formatted-values.tsx'
import { PrintButton } from '../components/print-button.tsx'
import { State } from '../components/state.tsx'

export interface PosterData {
  session: {
    id: string
    type: string
    state: string
    title: string
    summary: string | null
    place: string | null
    startsAt: Moment
    endsAt: Moment
    organizer: string
  }
  items: readonly string[]
}

/** One sheet: what, when, where, who, and a picture to scan. */
export function Poster({
  session,
  items,
  picture,
  address,
}: PosterData & { picture: string; address: string }) {
  const { t } = useTranslation(['session', 'hosting'])
  return (
    <div className="mx-auto max-w-3xl px-4 py-6 sm:py-10 print:py-0">
      <div className="mb-4 flex flex-wrap justify-end gap-2 print:hidden">
        <LinkButton to={`/sessions/${session.id}`} variant="primary">
          {t('hosting:share.open')}
        </LinkButton>
        <PrintButton />
      </div>
      <article className="print-whole rounded-lg border-t-8 border-t-primary border-line bg-raised p-6 shadow-card sm:p-12">
        <p className="flex flex-wrap items-baseline justify-between gap-x-6 text-muted">
          <span>{t(`type.${session.type}`)}</span>
          <State noun="session" state={session.state} className="print:hidden" />
        </p>
        <h1 className="mt-2 text-3xl font-semibold sm:text-[2.75rem]">{session.title}</h1>
        <dl className="mt-8 grid gap-x-8 gap-y-4 text-lg sm:grid-cols-2">
          <div className="sm:col-span-2">
            <dt className="text-sm text-muted">{t('facts.when')}</dt>
            <dd className="font-semibold">
              <Instant at={session.startsAt} /> {t('facts.until')} <Instant at={session.endsAt} />
            </dd>
          </div>
          <div>
            <dt className="text-sm text-muted">{t('facts.where')}</dt>
            <dd>{session.place ?? t('facts.online')}</dd>
          </div>
          <div>
            <dt className="text-sm text-muted">{t('hosting:share.host')}</dt>
            <dd>{session.organizer}</dd>
          </div>
        </dl>
        {session.summary && (
          <p className="mt-8 max-w-reading whitespace-pre-line">{session.summary}</p>
        )}
        <div className="mt-8 flex flex-wrap items-start justify-between gap-8 border-t border-line pt-8">
          {items.length > 0 && (
            <section>
              <h2 className="mb-2 font-semibold">{t('hosting:share.agenda')}</h2>
              <ol className="list-inside list-decimal">
                {items.map((title) => (
                  <li key={title}>{title}</li>
                ))}
              </ol>
            </section>
          )}
          <figure className="w-44 shrink-0 text-center text-sm">
            <img
              src={picture}
              alt={t('hosting:share.picture')}
              width={176}
              height={176}
              className="rounded-md bg-white"
            />
            <figcaption className="mt-2">{t('hosting:share.register')}</figcaption>
          </figure>
        </div>
        <p className="mt-6 text-sm break-all text-muted">{address}</p>
      </article>
    </div>
  )
}
