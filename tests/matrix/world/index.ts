import { connect, type Db, sql } from '#db'
import { makeMember, makePerson, type Person, refresh } from '../../support/people.ts'
import type { Site } from '../../support/site.ts'
import { makeGuards } from './accounts.ts'
import { type Bystanders, makeBystanders } from './bystanders.ts'
import { type Cast, employ, enlist, type Market, type Staff } from './cast.ts'
import { makeDirect } from './direct.ts'
import { makeWorn } from './expired-fixtures.ts'
import { makeFinancing } from './financing.ts'
import { connectSystems, makePapers } from './papers.ts'
import { makeSessions } from './sessions.ts'
import { makeTrade } from './trade.ts'

export type { Cast, Market } from './cast.ts'

/** Everybody who comes to the market here; a visitor has no sign-in. */
export type Personas = Record<string, Person | null>

export interface Matrix {
  market: Market
  site: Site
  cast: Cast
  personas: Personas
  bystanders: Bystanders
  /** As the owner of the tables: sees all that is stored. */
  owner: Db
  close(): Promise<void>
}

/** The market on which every cell of the matrix is tried: each noun in each state that matters, own and others'. */
export async function makeMatrix(market: Market, site: Site): Promise<Matrix> {
  const cast = await enlist(market)
  const staff = await employ(market, cast)
  const weak = await makeWeak(market, cast)
  await connectSystems(market, cast)
  await makeFinancing(market, cast)
  await makeTrade(market, cast)
  await makeSessions(market, site, cast)
  await makeGuards(market, cast)
  await giveSecondFactors(market, weak)
  await makeWorn(market, cast)
  await makePapers(market, cast, staff)
  const bystanders = await makeBystanders(market, cast, staff)
  await makeDirect(market, site, cast)
  const newcomer = await makePerson(market, '新来者')
  await keepFresh(market)
  const personas = await gather(market, { newcomer, ...peopleOf(cast, staff, weak) })
  const owner = connect({ url: market.ownerUrl })
  return { market, site, cast, personas, bystanders, owner: owner.db, close: owner.close }
}

/** The loan officer of a bank who never gave the second factor that the settings ask for. */
async function makeWeak(market: Market, { bank }: Cast): Promise<Person> {
  return makeMember(market, bank.owner, ['loan_officer'], '单因素')
}

/** The factories sign in by password alone; a second factor each is what `second-factor.test.ts` is about. */
async function giveSecondFactors({ db }: Market, weak: Person): Promise<void> {
  await db
    .updateTable('sign_in')
    .set({ second_factor: true })
    .where('person_id', '!=', weak.personId)
    .execute()
  await keepFresh({ db })
}

/** Nobody has to prove anew that it is they who signed in, nor to begin an app anew, however long the walk takes. */
async function keepFresh({ db }: Pick<Market, 'db'>): Promise<void> {
  const later = sql<Date>`now() + interval '1 day'`
  await db.updateTable('sign_in').set({ confirmed_at: later }).execute()
  await db
    .updateTable('person_totp')
    .set({ next_at: later })
    .where('next_at', 'is not', null)
    .execute()
}

function peopleOf(cast: Cast, staff: Staff, weak: Person): Record<string, Person> {
  return {
    owner: cast.firm.owner,
    member: staff.firmMember,
    other_owner: cast.otherFirm.owner,
    hidden_owner: cast.hiddenFirm.owner,
    chain: cast.chain.owner,
    provider: cast.provider.owner,
    draft_owner: cast.draftFirm.owner,
    suspended_owner: cast.suspendedFirm.owner,
    bank: cast.bank.loanOfficer,
    bank_owner: cast.bank.owner,
    bank_manager: staff.bankManager,
    lent: staff.secondLoanOfficer,
    other_bank: cast.otherBank.loanOfficer,
    branch: cast.branch.loanOfficer,
    guarantor: cast.guarantor.loanOfficer,
    suspended_bank: cast.suspendedBank.loanOfficer,
    no_second_factor: weak,
    liaison: staff.liaison,
    street: staff.street,
    officer: cast.bureau.officer,
    second_officer: staff.secondOfficer,
    partner: staff.partner,
    host: cast.bureau.host,
    auditor: staff.auditor,
    admin: cast.bureau.admin,
  }
}

async function gather(market: Market, people: Record<string, Person>): Promise<Personas> {
  const personas: Personas = { visitor: null }
  for (const [name, person] of Object.entries(people))
    personas[name] = await refresh(market, person)
  return personas
}
