import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type Direction,
  fenPerTyped,
  kindsOf,
  type SpecLine,
} from '#app/domain/listing/vocabulary.ts'
import { Checkbox, RadioGroup, TextArea, TextField } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'

export interface ListingValues {
  kind: string
  title: string
  body: string
  specs: readonly SpecLine[]
  quantity: number | null
  unit: string | null
  priceLowFen: number | null
  priceHighFen: number | null
  place: string | null
  deadline: string | null
  certificates: readonly string[]
  anonymous: boolean
  version: number
}

const figure = { type: 'number', step: '0.01', min: 0, inputMode: 'decimal' } as const

/** One column; what differs between a supply and a demand is said in the words of its fields. */
export function ListingForm({
  direction,
  listing,
}: {
  direction: Direction
  listing?: ListingValues
}) {
  const { t } = useTranslation('listing')
  return (
    <ActionForm
      intent={listing ? 'revise' : 'draft'}
      submitLabel={t(listing ? 'save' : 'save_draft')}
      draft={`listing-${listing ? 'revise' : direction}`}
    >
      <input type="hidden" name="direction" value={direction} />
      {listing && <input type="hidden" name="version" value={listing.version} />}
      <RadioGroup
        name="kind"
        label={t('field.kind')}
        required
        defaultValue={listing?.kind ?? 'product'}
        options={kindsOf(direction).map((value) => ({ value, label: t(`kind.${value}`) }))}
      />
      <TextField
        name="title"
        label={t('field.title')}
        hint={t(`hint.title.${direction}`)}
        required
        minLength={4}
        maxLength={60}
        defaultValue={listing?.title}
      />
      <TextArea
        name="body"
        label={t('field.body')}
        hint={t('hint.body')}
        required
        rows={6}
        minLength={10}
        maxLength={3000}
        defaultValue={listing?.body}
      />
      <TextArea
        name="specs"
        label={t('field.specs')}
        hint={t('hint.specs')}
        rows={4}
        maxLength={2000}
        defaultValue={listing && typedSpecs(listing.specs)}
      />
      <Amounts direction={direction} listing={listing} />
      <Pair>
        <TextField
          name="place"
          label={t('field.place')}
          maxLength={60}
          defaultValue={listing?.place ?? undefined}
        />
        <TextField
          type="date"
          name="deadline"
          label={t(`field.deadline.${direction}`)}
          defaultValue={listing?.deadline ?? undefined}
        />
      </Pair>
      <TextField
        name="certificates"
        label={t(`field.certificates.${direction}`)}
        hint={t('hint.certificates')}
        maxLength={400}
        defaultValue={listing?.certificates.join('、')}
      />
      <Checkbox
        name="anonymous"
        label={t('field.anonymous')}
        hint={t('hint.anonymous')}
        defaultChecked={listing?.anonymous}
      />
    </ActionForm>
  )
}

function Amounts({
  direction,
  listing,
}: {
  direction: Direction
  listing: ListingValues | undefined
}) {
  const { t } = useTranslation(['listing', 'financing'])
  const unit = direction === 'supply' ? t('listing:yuan') : t('financing:wan')
  const typed = (fen: number | null | undefined) =>
    fen == null ? undefined : fen / fenPerTyped(direction)
  return (
    <>
      <Pair>
        <TextField
          {...figure}
          step="0.001"
          name="quantity"
          label={t('listing:field.quantity')}
          defaultValue={listing?.quantity ?? undefined}
        />
        <TextField
          name="unit"
          label={t('listing:field.unit')}
          placeholder={t('listing:hint.unit')}
          maxLength={12}
          defaultValue={listing?.unit ?? undefined}
        />
      </Pair>
      <Pair>
        <TextField
          {...figure}
          name="priceLow"
          label={t(`listing:field.price_low.${direction}`)}
          hint={t(`listing:hint.price.${direction}`)}
          unit={unit}
          defaultValue={typed(listing?.priceLowFen)}
        />
        <TextField
          {...figure}
          name="priceHigh"
          label={t(`listing:field.price_high.${direction}`)}
          hint={t(`listing:hint.price.${direction}`)}
          unit={unit}
          defaultValue={typed(listing?.priceHighFen)}
        />
      </Pair>
    </>
  )
}

/** As the form reads it back: `名称：值 单位`. */
const typedSpecs = (specs: readonly SpecLine[]): string =>
  specs
    .map(({ name, value, unit }) => `${name}：${unit === null ? value : `${value} ${unit}`}`)
    .join('\n')

const Pair = ({ children }: { children: ReactNode }) => (
  <div className="grid items-end gap-x-4 sm:grid-cols-2">{children}</div>
)
