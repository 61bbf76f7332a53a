import { useTranslation } from 'react-i18next'
import { formatCount } from '#app/i18n/format.ts'
import { Pager } from '../components/pager.tsx'
import { HitCard } from './cards.tsx'
import { NothingFound } from './nothing-found.tsx'
import { addressOf, pageAddress, type SearchView, tabKinds } from './view.ts'

/** What was found, or what to do when nothing was. */
export function Results({ found }: { found: SearchView }) {
  const { t } = useTranslation('search')
  const { hits, from, total } = found
  if (total === 0) return <Nothing found={found} />
  return (
    <>
      <ol className="mb-6 flex flex-col gap-3">
        {hits.map((hit) => (
          <li key={hit.id}>
            <HitCard hit={hit} terms={found.terms} />
          </li>
        ))}
      </ol>
      <Pager previous={pageAddress(found, found.previous)} next={pageAddress(found, found.next)}>
        {t('range', {
          from: formatCount(from),
          to: formatCount(from + hits.length - 1),
          total: formatCount(total),
        })}
      </Pager>
    </>
  )
}

function Nothing({ found }: { found: SearchView }) {
  const { t } = useTranslation('search')
  const { question, kind, counts, chosen } = found
  return (
    <NothingFound
      question={question}
      filtered={chosen > 0}
      near={found.near}
      clearTo={addressOf({ question, kind })}
      elsewhere={tabKinds
        .filter((tabKind) => tabKind !== kind && (counts[tabKind] ?? 0) > 0)
        .map((tabKind) => ({
          to: addressOf({ question, kind: tabKind }),
          label: t(`kind.${tabKind}`),
          count: counts[tabKind] ?? 0,
        }))}
    />
  )
}
