import { useTranslation } from 'react-i18next'
import type { RequestCard } from '#app/domain/session/room/view.ts'
import type { ItemKind, RoundState } from '#app/domain/session/session.ts'
import { Confirm } from '../components/confirm.tsx'
import { Fold } from '../components/disclosure.tsx'
import { CheckboxGroup, SelectField, TextField } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'
import { Card } from '../components/page.tsx'
import { State } from '../components/state.tsx'
import { useFormat } from '../components/use-format.ts'

export interface Programme {
  items: { id: string; kind: ItemKind; title: string; minutes: number }[]
  rounds: {
    id: string
    number: number
    title: string
    state: RoundState
    minutes: number
    requestIds: string[]
  }[]
  cards: { [requestId: string]: RequestCard }
}

interface PlanProps {
  programme: Programme
  requests: readonly RequestCard[]
}

const useRequestLine = () => {
  const { t } = useTranslation('session')
  const format = useFormat()
  return ({ title, amountFen, termMonths }: RequestCard) =>
    t('plan.request_line', {
      title,
      amount: format.money(amountFen),
      term: format.term(termMonths),
    })
}

/** The rounds, and one more. */
export function PlanRounds({ programme, requests }: PlanProps) {
  const { t } = useTranslation('session')
  const line = useRequestLine()
  return (
    <div className="flex flex-col gap-4">
      {programme.rounds.map((round) => (
        <Card key={round.id}>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <p className="font-medium">
              {t('rounds.name', { number: round.number })} · {round.title}
            </p>
            <State noun="round" state={round.state} className="text-sm" />
            <span className="text-sm text-muted">
              {t('rounds.about', { minutes: round.minutes, count: round.requestIds.length })}
            </span>
            {round.state === 'planned' && <RemoveRound round={round} />}
          </div>
          <ol className="mt-2 list-inside list-decimal text-sm">
            {round.requestIds.map((requestId) => {
              const card = programme.cards[requestId]
              return <li key={requestId}>{card && line(card)}</li>
            })}
          </ol>
          {round.state === 'planned' && round.requestIds.length === 0 && (
            <p className="mt-2 text-warn">{t('plan.empty_round')}</p>
          )}
          {round.state === 'planned' && requests.length > 0 && (
            <FillRound round={round} requests={requests} />
          )}
        </Card>
      ))}
      <Card>
        <h3 className="mb-3 font-medium">{t('plan.add_round')}</h3>
        {requests.length === 0 ? (
          <p className="text-muted">{t('plan.no_requests')}</p>
        ) : (
          <ActionForm
            key={programme.rounds.length}
            intent="add_round"
            submitLabel={t('plan.add_round')}
          >
            <TextField
              name="title"
              label={t('plan.round_title')}
              hint={t('plan.round_title_hint')}
              required
              maxLength={60}
            />
            <TextField
              type="number"
              name="minutes"
              label={t('plan.round_minutes')}
              unit={t('plan.minutes_unit')}
              required
              min={1}
              max={120}
              defaultValue={3}
              className="max-w-32"
            />
            <CheckboxGroup
              name="requestIds"
              label={t('plan.round_requests')}
              required
              options={requests.map((card) => ({
                value: card.requestId,
                label: line(card),
                hint: card.enterprise?.name,
              }))}
            />
          </ActionForm>
        )}
      </Card>
    </div>
  )
}

/** Asks first where requests would have to be put in again. */
function RemoveRound({ round }: { round: Programme['rounds'][number] }) {
  const { t } = useTranslation('session')
  const count = round.requestIds.length
  const form = (
    <ActionForm
      intent="remove_round"
      name={round.id}
      submitLabel={t('plan.remove')}
      submitVariant={count > 0 ? 'danger' : 'quiet'}
      submitSize="s"
      inline
      className="ml-auto"
    >
      <input type="hidden" name="roundId" value={round.id} />
    </ActionForm>
  )
  if (count === 0) return form
  return (
    <Confirm label={t('plan.remove_asks')} variant="quiet" size="s" form={form} className="ml-auto">
      <p>{t('plan.remove_lost', { number: round.number, count })}</p>
    </Confirm>
  )
}

/** Other requests for a round that is to come; a round from a template has none yet. */
function FillRound({
  round,
  requests,
}: {
  round: Programme['rounds'][number]
  requests: PlanProps['requests']
}) {
  const { t } = useTranslation('hosting')
  const line = useRequestLine()
  return (
    <Fold
      label={t(round.requestIds.length === 0 ? 'fill' : 'fill_lead')}
      intent="fill_round"
      name={round.id}
    >
      <ActionForm
        key={round.requestIds.join()}
        intent="fill_round"
        name={round.id}
        submitLabel={t('fill')}
        submitVariant="secondary"
      >
        <input type="hidden" name="roundId" value={round.id} />
        <CheckboxGroup
          name="requestIds"
          label={t('follow.request')}
          required
          defaultValue={round.requestIds}
          options={requests.map((card) => ({ value: card.requestId, label: line(card) }))}
        />
      </ActionForm>
    </Fold>
  )
}

/** The agenda, and one more item. */
export function PlanItems({ programme, requests }: PlanProps) {
  const { t } = useTranslation('session')
  const line = useRequestLine()
  return (
    <Card>
      <ol>
        {programme.items.map((item) => (
          <li
            key={item.id}
            className="flex flex-wrap items-center gap-x-4 border-b border-line py-2"
          >
            <span className="min-w-0 flex-1">{item.title}</span>
            <span className="text-sm text-muted">
              {t(`agenda.kind.${item.kind}`)} · {t('agenda.minutes', { count: item.minutes })}
            </span>
            <ActionForm
              intent="remove_item"
              name={item.id}
              submitLabel={t('plan.remove')}
              submitVariant="quiet"
              submitSize="s"
              inline
            >
              <input type="hidden" name="itemId" value={item.id} />
            </ActionForm>
          </li>
        ))}
      </ol>
      <ActionForm
        key={programme.items.length}
        intent="add_item"
        submitLabel={t('plan.add_item')}
        className="mt-4"
      >
        <SelectField
          name="kind"
          label={t('plan.item_kind')}
          required
          options={[
            { value: 'words', label: t('agenda.kind.words') },
            { value: 'request', label: t('agenda.kind.request') },
          ]}
        />
        <TextField
          name="title"
          label={t('plan.item_title')}
          hint={t('plan.item_title_hint')}
          maxLength={80}
        />
        <SelectField
          name="requestId"
          label={t('plan.item_request')}
          placeholder={t('plan.item_request_none')}
          options={requests.map((card) => ({ value: card.requestId, label: line(card) }))}
        />
        <TextField
          type="number"
          name="minutes"
          label={t('plan.item_minutes')}
          unit={t('plan.minutes_unit')}
          required
          min={1}
          max={480}
          defaultValue={5}
          className="max-w-32"
        />
      </ActionForm>
    </Card>
  )
}
