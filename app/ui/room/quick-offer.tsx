import { useTranslation } from 'react-i18next'
import { faultsOf } from '#app/domain/checked.ts'
import { typedBounds } from '#app/domain/financing/limits.ts'
import { bpPerPercent, fenPerWan, guarantees } from '#app/domain/financing/vocabulary.ts'
import { offerForm, offerOf } from '#app/domain/session/room/command-form.ts'
import { isOfPhase } from '#app/domain/session/room/phases.ts'
import type { RequestCard } from '#app/domain/session/room/view.ts'
import { dayIn } from '#app/domain/time/working-days.ts'
import { Money, Rate, Term } from '../components/formatted-values.tsx'
import { CommandForm } from './command-form.tsx'
import { useRoomPage } from './context.ts'

const validDays = 30

/** Terms on the spot: what the two sides see of them, or a short form to lay them on the table. */
export function QuickOffer({ threadId, card }: { threadId: string; card: RequestCard }) {
  const { view, me, now } = useRoomPage()
  const { t } = useTranslation('room')
  const own = Object.values(view.state.figures)
    .filter(
      (figure) => figure.requestId === card.requestId && figure.institutionId === me.organizationId,
    )
    .at(-1)
  if (own) {
    return (
      <p className="flex w-full flex-wrap gap-x-3 text-sm text-ok">
        {t('offer.made')}
        <Money fen={own.amountFen} />
        <Rate bp={own.rateBp} />
        <Term months={own.termMonths} />
      </p>
    )
  }
  if (!isOfPhase('offer', view.state.phase)) return null
  return (
    <details className="w-full">
      <summary className="inline-flex min-h-9 items-center text-sm text-link">
        {t('offer.open')}
      </summary>
      <CommandForm
        type="offer"
        body={{ threadId }}
        read={(typed) => {
          const read = offerForm.safeParse({
            amountWan: Number(typed.get('amountWan')),
            ratePercent: Number(typed.get('ratePercent')),
            termMonths: Number(typed.get('termMonths')),
            validUntil: typed.get('validUntil'),
            guarantees: typed.getAll('guarantees'),
          })
          return read.success
            ? { threadId, ...offerOf(read.data) }
            : { faults: Object.values(faultsOf(read.error)).flat() }
        }}
        label={t('offer.submit')}
        variant="primary"
        className="flex flex-wrap items-end gap-3 py-2"
      >
        <Figure
          name="amountWan"
          label={t('offer.amount')}
          value={toTwoDecimals(card.amountFen / fenPerWan)}
          bounds={typedBounds.amount}
        />
        <Figure
          name="ratePercent"
          label={t('offer.rate')}
          value={(card.rateMaxBp ?? 400) / bpPerPercent}
          bounds={typedBounds.rate}
        />
        <Figure
          name="termMonths"
          label={t('offer.term')}
          value={card.termMonths}
          bounds={typedBounds.term}
        />
        <label className="flex flex-col text-sm">
          <span className="text-muted">{t('financing:guarantees')}</span>
          <select name="guarantees" defaultValue={card.guarantees[0]} className={field}>
            {guarantees.map((guarantee) => (
              <option key={guarantee} value={guarantee}>
                {t(`financing:guarantee.${guarantee}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="flex flex-col text-sm">
          <span className="text-muted">{t('offer.until')}</span>
          <input
            type="date"
            name="validUntil"
            required
            defaultValue={dayIn(new Date(now), validDays)}
            className={field}
          />
        </label>
      </CommandForm>
    </details>
  )
}

const field = 'min-h-11 rounded-md border border-edge bg-raised px-2 text-base'

interface FigureProps {
  name: string
  label: string
  value: number
  bounds: { min: number; max: number; step: number }
}

/** Amounts of programs may be finer than what can be typed. */
const toTwoDecimals = (wan: number) => Math.round(wan * 100) / 100

function Figure({ name, label, value, bounds }: FigureProps) {
  return (
    <label className="flex flex-col text-sm">
      <span className="text-muted">{label}</span>
      <input
        type="number"
        name={name}
        required
        {...bounds}
        inputMode={bounds.step === 1 ? 'numeric' : 'decimal'}
        defaultValue={value}
        className={`w-28 ${field}`}
      />
    </label>
  )
}
