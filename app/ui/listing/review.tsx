import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Fold } from '../components/disclosure.tsx'
import { TextArea } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'
import { Card } from '../components/page.tsx'
import { State } from '../components/state.tsx'
import { useFormat } from '../components/use-format.ts'

export interface FlagView {
  kind: 'contact' | 'sensitive'
  what: string
  field: string
  found: string
}

export interface DuplicateView {
  id: string
  title: string
  state: string
  owner: string
  percent: number
  sameOwner: boolean
}

/** What stands out in the texts, by what it is, where, and in which words. */
export function Flags({ flags }: { flags: readonly FlagView[] }) {
  const { t } = useTranslation('listing')
  const format = useFormat()
  return (
    <>
      {(['contact', 'sensitive'] as const).map((kind) => {
        const some = flags.filter((flag) => flag.kind === kind)
        if (some.length === 0) return null
        return (
          <div key={kind}>
            <p className="font-medium">{t(`flags.${kind}`)}</p>
            <ul className="ml-5 list-disc">
              {some.map(({ what, field, found }) => (
                <li key={`${what} ${field} ${found}`}>
                  {format.labelled(t(`in_field.${field}`))}{' '}
                  <mark className="bg-warn-soft text-ink">{found}</mark>{' '}
                  <span className="text-sm text-muted">{t(`flags.${what}`)}</span>
                </li>
              ))}
            </ul>
          </div>
        )
      })}
    </>
  )
}

/** What an officer weighs, and the two answers. */
export function ListingReview({
  version,
  flags,
  duplicates,
}: {
  /** Of the listing that the page shows. */
  version: number
  flags: readonly FlagView[]
  duplicates: readonly DuplicateView[]
}) {
  const { t } = useTranslation('listing')
  return (
    <Card as="section" className="flex flex-col gap-4">
      <h2 className="text-lg font-semibold">{t('review.check')}</h2>
      <Flags flags={flags} />
      <Duplicates duplicates={duplicates} />
      {flags.length + duplicates.length === 0 && (
        <p className="text-muted">{t('review.check_none')}</p>
      )}
      <ActionForm intent="publish" submitLabel={t('review.publish')}>
        <input type="hidden" name="version" value={version} />
      </ActionForm>
      <ActionForm intent="return" submitLabel={t('review.return')} submitVariant="secondary">
        <TextArea
          name="remarks"
          label={t('review.remarks')}
          hint={t('review.remarks_hint')}
          required
          rows={3}
          maxLength={1000}
        />
      </ActionForm>
    </Card>
  )
}

function Duplicates({ duplicates }: { duplicates: readonly DuplicateView[] }) {
  const { t } = useTranslation('listing')
  const format = useFormat()
  if (duplicates.length === 0) return null
  return (
    <div>
      <p className="font-medium">{t('flags.duplicate')}</p>
      <ul className="ml-5 list-disc">
        {duplicates.map(({ id, title, state, owner, percent, sameOwner }) => (
          <li key={id}>
            <Link to={`/listings/${id}`} className="prose-link">
              {title}
            </Link>{' '}
            <span className="text-sm text-muted">
              {sameOwner ? format.noted(owner, t('flags.same_owner')) : owner} ·{' '}
              {t('flags.percent', { percent })}
            </span>{' '}
            <State noun="listing" state={state} className="text-sm" />
          </li>
        ))}
      </ul>
    </div>
  )
}

/** An officer takes a published listing off the market. */
export function TakeDown() {
  const { t } = useTranslation('listing')
  return (
    <Fold label={t('review.take_down')} intent="take_down">
      <p className="mb-2 text-muted">{t('review.take_down_lead')}</p>
      <ActionForm intent="take_down" submitLabel={t('review.take_down')} submitVariant="danger">
        <TextArea
          name="reason"
          label={t('review.take_down_reason')}
          required
          rows={2}
          maxLength={1000}
        />
      </ActionForm>
    </Fold>
  )
}
