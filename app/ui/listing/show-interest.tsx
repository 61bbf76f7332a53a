import { useTranslation } from 'react-i18next'
import type { whyNotAgain } from '#app/domain/interest/interest.ts'
import type { Direction } from '#app/domain/listing/vocabulary.ts'
import { Banner } from '../components/banner.tsx'
import { LinkButton } from '../components/button.tsx'
import { TextArea } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'
import { Card } from '../components/page.tsx'

export type Answering =
  /** May show interest now. */
  | 'open'
  | 'signed_out'
  | 'not_verified'
  /** Not this reader’s to answer, or over. */
  | 'none'

export interface ShowInterestProps {
  direction: Direction
  answering: Answering
  /** What the reader's organisation has shown already. */
  ownInterestId: string | null
  /** What stands in the way of showing it again. */
  again: ReturnType<typeof whyNotAgain>
  signInTo: string
}

/** How somebody answers a listing: the one next step of its public page. */
export function ShowInterest(props: ShowInterestProps) {
  const { t } = useTranslation('listing')
  const { direction, answering, ownInterestId, again, signInTo } = props
  if (ownInterestId && (again || answering !== 'open')) {
    return <Own interestId={ownInterestId} how={again ?? 'over'} />
  }
  if (answering === 'none') return null
  if (answering !== 'open') {
    const signedOut = answering === 'signed_out'
    return (
      <Banner
        title={t(`show.${answering}`)}
        action={
          <LinkButton to={signedOut ? signInTo : '/account'} variant="primary" size="s">
            {t(signedOut ? 'show.sign_in' : 'show.enter')}
          </LinkButton>
        }
      />
    )
  }
  return (
    <Card as="section" className="flex flex-col gap-2">
      {ownInterestId && <Own interestId={ownInterestId} how="again" />}
      <h2 className="text-lg font-semibold">{t(`show.title.${direction}`)}</h2>
      <p className="max-w-reading text-muted">{t('show.lead')}</p>
      <ActionForm intent="show_interest" submitLabel={t('show.submit')} draft="interest">
        <TextArea
          name="note"
          label={t('show.note')}
          hint={t(`show.note_hint.${direction}`)}
          required
          minLength={10}
          maxLength={1000}
        />
      </ActionForm>
    </Card>
  )
}

const underWay = ['interest_shown', 'interest_in_deal']

/** What one's organisation has shown before, and how that stands. */
function Own({
  interestId,
  how,
}: {
  interestId: string
  how: NonNullable<ShowInterestProps['again']> | 'over' | 'again'
}) {
  const { t } = useTranslation('listing')
  return (
    <Banner
      tone={underWay.includes(how) ? 'success' : 'info'}
      title={t(`show.own.${how}`)}
      action={
        <LinkButton to={`/interests/${interestId}`} size="s">
          {t('show.go')}
        </LinkButton>
      }
    />
  )
}
