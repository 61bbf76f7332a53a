import { useTranslation } from 'react-i18next'
import { formatCount } from '#app/i18n/format.ts'
import { Instant } from '../components/formatted-values.tsx'
import { Facts, Section } from '../components/page.tsx'
import { PrintButton } from '../components/print-button.tsx'
import { Table } from '../components/table.tsx'
import type { MinutesData } from './session-page-data.ts'

/** What the session came to, derived from its log. */
export function MinutesView({ minutes }: { minutes: MinutesData }) {
  const { t } = useTranslation('session')
  const { standings } = minutes
  const figures = [
    ['arrived', 'people', minutes.arrived],
    ['claims', 'claims_value', standings.claims],
    ['taken', 'taken_value', standings.taken],
    ['offers', 'offers_value', standings.offers],
  ] as const
  return (
    <Section title={t('minutes.title')} actions={<PrintButton />}>
      <dl className="mb-4 grid grid-cols-2 gap-3 sm:grid-cols-4">
        {figures.map(([label, words, count]) => (
          <div
            key={label}
            className="flex flex-col-reverse rounded-lg border border-line bg-raised p-4"
          >
            <dt className="text-sm text-muted">{t(`minutes.${label}`)}</dt>
            <dd className="text-2xl font-semibold">{t(`minutes.${words}`, { count })}</dd>
          </div>
        ))}
      </dl>
      <Facts
        columns={3}
        items={[
          {
            label: t('minutes.started'),
            value: minutes.startedAt && <Instant at={minutes.startedAt} />,
          },
          { label: t('minutes.ended'), value: minutes.endedAt && <Instant at={minutes.endedAt} /> },
          {
            label: t('minutes.words'),
            value: t('minutes.words_value', { count: minutes.words }),
          },
        ]}
      />
      <div className="mt-6 flex flex-col gap-6">
        {minutes.rounds.length > 0 && <Rounds minutes={minutes} />}
        {standings.leaders.length > 0 && <Leaders minutes={minutes} />}
        <Course minutes={minutes} />
      </div>
    </Section>
  )
}

function Rounds({ minutes }: { minutes: MinutesData }) {
  const { t } = useTranslation('session')
  const firstClaim = (after: number | null) =>
    after === null ? t('minutes.none') : t('minutes.seconds', { count: after })
  return (
    <Table
      caption={t('minutes.rounds')}
      head={[
        t('minutes.round'),
        { label: t('minutes.round_requests'), align: 'end' },
        { label: t('minutes.round_claims'), align: 'end' },
        { label: t('minutes.round_first'), align: 'end' },
      ]}
      rows={minutes.rounds.map((round) => ({
        key: round.roundId,
        cells: [
          `${t('rounds.name', { number: round.number })} · ${round.title}`,
          formatCount(round.requests),
          round.held ? formatCount(round.claims) : t('minutes.none'),
          round.held ? firstClaim(round.firstAfter) : t('minutes.not_held'),
        ],
      }))}
    />
  )
}

function Leaders({ minutes }: { minutes: MinutesData }) {
  const { t } = useTranslation('session')
  return (
    <Table
      caption={t('minutes.leaders')}
      head={[
        t('minutes.institution'),
        { label: t('minutes.claims'), align: 'end' },
        { label: t('minutes.offers'), align: 'end' },
      ]}
      rows={minutes.standings.leaders.map(({ institutionId, claims, offers }) => ({
        key: institutionId,
        cells: [minutes.names[institutionId] ?? '', formatCount(claims), formatCount(offers)],
      }))}
    />
  )
}

function Course({ minutes }: { minutes: MinutesData }) {
  const { t } = useTranslation(['session', 'state'])
  const told = (type: string, detail: string | null) => {
    if (type === 'phase_changed') {
      const words = t(`state:session.${detail}`)
      return t('session:minutes.event.phase_changed', { detail: words })
    }
    if (type === 'staged' && !detail) return t('session:minutes.event.staged_none')
    return t(`session:minutes.event.${type}`, { detail })
  }
  return (
    <details>
      <summary className="inline-flex min-h-11 items-center text-link">
        {t('session:minutes.course')}
      </summary>
      <ol className="border-l-2 border-line pl-4">
        {minutes.course.map(({ at, seq, type, detail }) => (
          <li key={seq} className="py-1">
            <span className="mr-3 text-sm text-muted">
              <Instant at={at} />
            </span>
            {told(type, detail)}
          </li>
        ))}
      </ol>
    </details>
  )
}
