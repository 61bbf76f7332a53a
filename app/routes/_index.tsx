import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { sumDealsPublicly } from '#app/domain/deal/read.server.ts'
import { sumLedgerPublicly } from '#app/domain/ledger/read.server.ts'
import { listNewest } from '#app/domain/listing/read.server.ts'
import {
  countMarket,
  findFrontSession,
  listNewestProducts,
} from '#app/domain/market/read.server.ts'
import { listRequests } from '#app/domain/request/read.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { createFigureReader } from '#app/http/figure.ts'
import { load } from '#app/http/route.ts'
import { Doors } from '#app/ui/home/doors.tsx'
import { MarketFigures } from '#app/ui/home/market-figures.tsx'
import { NewestDemands } from '#app/ui/home/newest-demands.tsx'
import { NewestProducts } from '#app/ui/home/newest-products.tsx'
import { NewestRequests } from '#app/ui/home/newest-requests.tsx'
import { NextSession } from '#app/ui/home/next-session.tsx'
import { SearchHero } from '#app/ui/home/search-hero.tsx'

export const handle = { access: 'everyone', description: 'home:description' } satisfies RouteHandle

const shown = 6

export const loader = load(handle.access, async ({ actor, db, log }) => {
  const figure = createFigureReader(log)
  const [session, products, requests, demands, counts, sums, deals] = await Promise.all([
    findFrontSession(db, db.now()),
    listNewestProducts(db, shown),
    actor ? listRequests(db, actor, { limit: shown }) : [],
    listNewest(db, actor, { direction: 'demand', limit: shown }),
    countMarket(db, figure),
    figure(sumLedgerPublicly(db)),
    figure(sumDealsPublicly(db)),
  ])
  return {
    session,
    products,
    requests: requests.map(({ id, title, state, amountFen, termMonths, publishedAt }) => ({
      id,
      title,
      state,
      amountFen,
      termMonths,
      publishedAt,
    })),
    demands,
    counts,
    sums,
    deals,
  }
})

export default function Home() {
  const { t } = useTranslation('home')
  const { session, products, requests, demands, counts, sums, deals } =
    useLoaderData<typeof loader>()
  return (
    <div className="mx-auto flex w-full max-w-7xl flex-col gap-10 px-4 py-8 sm:px-6 sm:py-12">
      <SearchHero />
      <NextSession session={session} />
      <section aria-label={t('doors')}>
        <Doors />
      </section>
      <MarketFigures counts={counts} sums={sums} deals={deals} />
      <NewestDemands demands={demands} />
      <NewestRequests requests={requests} />
      <NewestProducts products={products} />
    </div>
  )
}
