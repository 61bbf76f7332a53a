import { useTranslation } from 'react-i18next'
import { listingDays } from '#app/domain/listing/vocabulary.ts'
import { Banner } from '../components/banner.tsx'
import { LinkButton } from '../components/button.tsx'
import { Fold } from '../components/disclosure.tsx'
import { Empty } from '../components/empty.tsx'
import { TextField } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'
import { Section } from '../components/page.tsx'
import { History, type HistoryStep } from '../financing/history.tsx'
import { InterestTable, type ListedInterestView } from '../interest/interest-table.tsx'
import { PictureEditor, type PictureView } from './pictures.tsx'
import { Flags, type FlagView } from './review.tsx'

export interface OwnListing {
  listing: { id: string; state: string }
  pictures: readonly PictureView[]
  /** What its organisation may do with it now. */
  verbs: readonly string[]
  edits: boolean
  remarks: string | null
  flags: readonly FlagView[]
  interests: readonly ListedInterestView[]
  history: readonly HistoryStep[]
}

function Actions({ listing, verbs, edits }: OwnListing) {
  const { t } = useTranslation('listing')
  const { state } = listing
  const mended = state === 'draft' || state === 'returned'
  return (
    <>
      {edits && (mended || verbs.includes('revise')) && (
        <LinkButton to="edit">{t('edit')}</LinkButton>
      )}
      {verbs.includes('renew') && (
        <ActionForm
          inline
          intent="renew"
          submitLabel={t('renew', { days: listingDays })}
          submitVariant={state === 'expired' ? 'primary' : 'secondary'}
        />
      )}
      {verbs.includes('submit') && <ActionForm inline intent="submit" submitLabel={t('submit')} />}
    </>
  )
}

function Body(props: OwnListing) {
  const { t } = useTranslation('listing')
  const { listing, pictures, verbs, edits, flags, interests, history } = props
  const mended = listing.state === 'draft' || listing.state === 'returned'
  return (
    <>
      <Standing {...props} />
      {mended && flags.length > 0 && (
        <Banner tone="warning" title={t('flags_own')}>
          <Flags flags={flags} />
        </Banner>
      )}
      {mended && edits && <PictureEditor pictures={pictures} />}
      {(listing.state === 'published' || interests.length > 0) && (
        <Section title={t('interests')}>
          {interests.length === 0 ? (
            <Empty title={t('interests_none')} hint={t('interests_none_hint')} />
          ) : (
            <InterestTable interests={interests} within />
          )}
        </Section>
      )}
      {history.length > 0 && (
        <Section title={t('history')}>
          <History noun="listing" steps={history} />
        </Section>
      )}
      {verbs.includes('withdraw') && (
        <Fold label={t('withdraw')} intent="withdraw">
          <p className="mb-2 text-muted">{t('withdraw_confirm')}</p>
          <ActionForm intent="withdraw" submitLabel={t('withdraw')} submitVariant="danger">
            <TextField name="reason" label={t('reason')} maxLength={500} />
          </ActionForm>
        </Fold>
      )}
    </>
  )
}

/** What the bureau said, and what can be done about it. */
function Standing({ listing, remarks }: OwnListing) {
  const { t } = useTranslation(['listing', 'appeal'])
  const { id, state } = listing
  if (state === 'expired') return <Banner tone="warning">{t('listing:expired_note')}</Banner>
  if (!remarks || (state !== 'returned' && state !== 'taken_down')) return null
  const action = (
    <LinkButton to={`/appeals/new?kind=listing&id=${id}`} size="s">
      {t('appeal:open')}
    </LinkButton>
  )
  return (
    <Banner tone="warning" title={t(`listing:${state}`)} action={action}>
      {remarks}
    </Banner>
  )
}

/** What only the keeper of a listing sees on its page. */
export const ListingOfOwner = { Actions, Body }
