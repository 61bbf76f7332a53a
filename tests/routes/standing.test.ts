import { beforeAll, describe, expect, test } from 'vitest'
import * as queue from '#app/routes/bureau.standing._index.tsx'
import * as detail from '#app/routes/bureau.standing.$id.tsx'
import * as file from '#app/routes/files.$id.ts'
import * as members from '#app/routes/members.tsx'
import * as standing from '#app/routes/organizations.$id_.standing.tsx'
import * as takeover from '#app/routes/organizations.$id_.takeover.tsx'
import * as entry from '#app/routes/organizations.new.tsx'
import * as switching from '#app/routes/switch.ts'
import {
  makeBureau,
  makeDraft,
  makeEnterprise,
  makePdf,
  makePerson,
  makeUscc,
  refresh,
} from '../support/people.ts'
import { testServices, visit } from '../support/visit.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
const services = testServices(world)

beforeAll(async () => {
  world.bureau = await makeBureau(world)
})

const licence = () => new File([makePdf().bytes as BlobPart], '营业执照.pdf')

describe('Who looks up a code is led', () => {
  const lookUp = async (uscc: string) => {
    const as = await makePerson(world)
    return visit(services, entry, {
      path: '/organizations/new',
      as,
      post: { intent: 'look_up', uscc },
    })
  }

  test('into the form, when nobody has it, typed as one likes', async () => {
    const uscc = makeUscc()
    const { headers } = await lookUp(` ${uscc.toLowerCase()} `)
    expect(headers.get('location')).toBe(`/organizations/new?uscc=${uscc}`)
  })

  test('to the owner’s door, when it has an owner', async () => {
    const firm = await makeEnterprise(world)
    expect((await lookUp(firm.uscc)).headers.get('location')).toBe(`/organizations/${firm.id}/join`)
  })

  test('to a form of their own, when somebody has only begun to enter it, and learns nothing of them', async () => {
    const draft = await makeDraft(world)
    const answer = await lookUp(draft.uscc)
    expect(answer.status).toBe(302)
    const location = answer.headers.get('location') ?? ''
    expect(location).toContain(draft.uscc)
    expect(location).not.toContain(draft.id)
    expect(decodeURIComponent(location)).not.toContain(draft.name)
    const as = await makePerson(world)
    const page = { path: '/takeover', params: { id: draft.id }, as }
    expect((await visit(services, takeover, page)).status).toBe(404)
  })

  test('back to the field, when the check character is wrong', async () => {
    const { status, reply } = await lookUp('911100007109250323')
    expect(status).toBe(422)
    expect(reply.errors.uscc?.[0]).toContain('统一社会信用代码')
    expect(reply.values.uscc).toBe('911100007109250323')
  })
})

describe('The pages of standing', () => {
  test('take a licence with the form and show it to the officers', async () => {
    const draft = await makeDraft(world)
    const { officer } = world.bureau!
    const own = { path: '/standing', params: { id: draft.id }, as: draft.owner }
    const answer = await visit(services, standing, {
      ...own,
      post: { intent: 'submit', licence: licence(), letter: new File([], ''), note: '请审核' },
    })
    expect(answer.reply).toMatchObject({ done: 'submitted', errors: {} })
    const list = await visit(services, queue, { path: '/bureau/standing', as: officer })
    expect(list.data.items.map(({ id }: { id: string }) => id)).toContain(draft.id)
    const page = await visit(services, detail, { path: '/', params: { id: draft.id }, as: officer })
    const { licence: proof } = page.data.applications[0]
    const content = await visit(services, file, {
      path: '/',
      params: { id: proof.id },
      as: officer,
    })
    expect(content.headers.get('content-type')).toBe('application/pdf')
    expect(content.headers.get('content-security-policy')).toContain('sandbox')
    expect(content.headers.get('cache-control')).toContain('no-store')
  })

  test('keep an officer’s words when they are too few', async () => {
    const draft = await makeDraft(world)
    const post = { intent: 'suspend', reason: '查' }
    const to = { path: '/', params: { id: draft.id }, as: world.bureau!.officer, post }
    const { status, reply } = await visit(services, detail, to)
    expect(status).toBe(422)
    expect(reply.values.reason).toBe('查')
  })

  test('are closed to visitors, to other people and to nonsense', async () => {
    const firm = await makeEnterprise(world)
    const stranger = await makePerson(world)
    const at = (as?: typeof stranger) => ({ path: '/bureau/standing', ...(as ? { as } : {}) })
    expect((await visit(services, queue, at())).status).toBe(302)
    expect((await visit(services, queue, at(stranger))).status).toBe(403)
    expect((await visit(services, queue, at(firm.owner))).status).toBe(403)
    expect((await visit(services, queue, at(world.bureau!.host))).status).toBe(403)
    const of = (id: string) => ({ path: '/', params: { id }, as: stranger })
    expect((await visit(services, standing, of(firm.id))).status).toBe(404)
    expect((await visit(services, standing, of('1; drop table person'))).status).toBe(404)
    expect((await visit(services, members, { path: '/members', as: stranger })).status).toBe(403)
  })

  test('switch only to one’s own organisations', async () => {
    const [mine, other] = [await makeEnterprise(world), await makeEnterprise(world)]
    const switchTo = (organizationId: string) =>
      visit(services, switching, {
        path: '/switch',
        as: mine.owner,
        post: { intent: 'switch', organizationId },
      })
    expect((await switchTo(other.id)).status).toBe(404)
    expect((await switchTo(mine.id)).headers.get('location')).toBe('/desk')
    expect((await refresh(world, mine.owner)).actor.organization?.id).toBe(mine.id)
  })

  test('show the link of an invitation once, to the owner alone', async () => {
    const firm = await makeEnterprise(world)
    const guest = await makePerson(world)
    const post = { intent: 'invite', contact: guest.contact.value, roles: 'member' }
    const { reply } = await visit(services, members, { path: '/members', as: firm.owner, post })
    expect(reply.show?.link).toMatch(/\/invitations\/[\w-]{43}$/)
    const page = await visit(services, members, { path: '/members', as: firm.owner })
    const token = String(reply.show!.link).split('/').at(-1)!
    expect(JSON.stringify(page.data)).not.toContain(token)
    expect(page.data.invitations[0].contact).toContain('***')
  })
})
