import { useTranslation } from 'react-i18next'
import { Banner } from '../components/banner.tsx'
import { ActionForm } from '../components/form.tsx'
import { Instant } from '../components/formatted-values.tsx'
import { Card, Facts } from '../components/page.tsx'

interface SealProps {
  head: { seq: number; hash: string; sealedAt: string | Date } | null
  waiting: number
  checked: {
    at: string
    sealed: number
    broken: number
    first: { seq: number | null } | null
  } | null
}

/** How far the trail is sealed, and what the last check of the whole chain found. */
export function Seal({ head, waiting, checked }: SealProps) {
  const { t } = useTranslation('audit')
  return (
    <Card as="section" className="flex flex-col gap-4">
      {checked && checked.broken > 0 && (
        <Banner tone="danger" title={t('seal.broken', { count: checked.broken })}>
          <p>
            {checked.first?.seq
              ? t('seal.broken_from', { seq: checked.first.seq })
              : t('seal.broken_unsealed')}
          </p>
        </Banner>
      )}
      <Facts
        columns={3}
        items={[
          {
            label: t('seal.sealed_to'),
            value: head && (
              <>
                {t('seal.number', { seq: head.seq })} · <Instant at={head.sealedAt} />
              </>
            ),
          },
          { label: t('seal.waiting'), value: t('seal.rows', { count: waiting }) },
          {
            label: t('seal.checked'),
            value: checked ? (
              <>
                <Instant at={checked.at} /> ·{' '}
                {checked.broken > 0 ? t('seal.bad') : t('seal.whole', { count: checked.sealed })}
              </>
            ) : (
              t('seal.never')
            ),
          },
        ]}
      />
      {head && (
        <p className="text-sm text-muted">
          {t('seal.head')}{' '}
          <code className="break-all">
            {head.seq}:{head.hash}
          </code>
        </p>
      )}
      <ActionForm
        intent="check"
        submitLabel={t('seal.check')}
        submitVariant="quiet"
        submitSize="s"
      />
    </Card>
  )
}
