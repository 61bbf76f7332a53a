import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../components/button.tsx'
import { type Moment, Money, Term } from '../components/formatted-values.tsx'
import { Card, Section } from '../components/page.tsx'
import { State } from '../components/state.tsx'

export interface NewRequest {
  id: string
  title: string
  state: string
  amountFen: number
  termMonths: number
  publishedAt: Moment | null
}

/** The newest requests that the reader may see; a visitor sees none. */
export function NewestRequests({ requests }: { requests: readonly NewRequest[] }) {
  const { t } = useTranslation('home')
  if (requests.length === 0) return null
  return (
    <Section
      title={t('requests')}
      actions={
        <LinkButton to="/requests" variant="quiet" size="s">
          {t('requests_all')}
        </LinkButton>
      }
    >
      <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {requests.map(({ id, title, state, amountFen, termMonths }) => (
          <Card as="li" key={id} className="flex flex-col gap-1">
            <h3 className="font-semibold">
              <Link to={`/requests/${id}`} className="prose-link">
                {title}
              </Link>
            </h3>
            <p className="mt-auto flex flex-wrap items-center gap-x-4">
              <Money fen={amountFen} className="font-medium" />
              <Term months={termMonths} />
              <State noun="request" state={state} className="text-sm" />
            </p>
          </Card>
        ))}
      </ul>
    </Section>
  )
}
