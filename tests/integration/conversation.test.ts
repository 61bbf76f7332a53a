import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import { findConversation } from '#app/domain/conversation/read.server.ts'
import { writePost } from '#app/domain/conversation/write.server.ts'
import { openFile, openPreview } from '#app/domain/file/read.server.ts'
import { listNotices } from '#app/domain/notice/read.server.ts'
import { claim, refuseThread } from '#app/domain/thread/write.server.ts'
import { testFiles } from '../support/files.ts'
import { makeRequest } from '../support/financing.ts'
import {
  type Institution,
  makeEnterprise,
  makeInstitution,
  makePdf,
  type Organization,
} from '../support/people.ts'
import { refusalOf } from '../support/refusal.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
const files = testFiles()
const wanted = { field: 'files' }
let enterprise: Organization
let bank: Institution
let other: Institution
let threadId: string

beforeAll(async () => {
  enterprise = await makeEnterprise(world)
  bank = await makeInstitution(world)
  other = await makeInstitution(world)
  const requestId = await makeRequest(world, enterprise)
  threadId = (await claim(world.db, bank.loanOfficer.actor, { requestId })).threadId
})

const subject = () => ({ kind: 'thread' as const, id: threadId })
const read = (actor: Parameters<typeof findConversation>[1]) =>
  findConversation(world.db, actor, 'thread', threadId)

async function bytesOf(content: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of content) parts.push(part)
  return Buffer.concat(parts)
}

/** A photo as a phone takes it: turned, with camera and place. */
const makePhoto = () =>
  sharp({ create: { width: 3000, height: 2000, channels: 3, background: '#336699' } })
    .jpeg()
    .withExif({ IFD0: { Make: 'Hua-Phone' }, IFD3: { GPSLatitude: '28/1 41/1' } })
    .withMetadata({ orientation: 6 })
    .toBuffer()

describe('The two sides of a thread write to each other', () => {
  test('words and files reach the other side, and nobody else', async () => {
    await writePost(world.db, bank.loanOfficer.actor, {
      subject: subject(),
      text: '请补充近两年财务报表。',
      files: [makePdf('材料清单.pdf')],
    })
    const conversation = await read(enterprise.owner.actor)
    expect(conversation).toMatchObject({
      open: true,
      posts: [{ own: false, organization: bank.name, text: '请补充近两年财务报表。' }],
    })
    const file = conversation!.posts[0]!.files[0]!
    expect((await openFile(world.db, enterprise.owner.actor, file.id)).name).toBe('材料清单.pdf')
    for (const stranger of [other.loanOfficer.actor, world.bureau!.officer.actor, null]) {
      expect(await read(stranger)).toBeNull()
      expect((await refusalOf(openFile(world.db, stranger, file.id))).refusal).toBe('missing')
    }
    const outside = writePost(world.db, other.loanOfficer.actor, {
      subject: subject(),
      text: '我也想看看',
      files: [],
    })
    expect((await refusalOf(outside)).refusal).toBe('missing')
  })

  test('the other side hears of new messages once until it has read', async () => {
    const write = () =>
      writePost(world.db, enterprise.owner.actor, { subject: subject(), text: '好的', files: [] })
    await write()
    await write()
    const told = await listNotices(world.db, bank.loanOfficer.actor)
    expect(told.filter(({ kind }) => kind === 'post_received')).toHaveLength(1)
  })

  test('a photo keeps its picture and loses its place, camera and turn', async () => {
    const photo = await makePhoto()
    expect((await sharp(photo).metadata()).exif).toBeDefined()
    const { id } = await writePost(world.db, enterprise.owner.actor, {
      subject: subject(),
      files: [await files.prepare({ name: '车间.jpg', bytes: photo }, wanted)],
    })
    const conversation = await read(bank.loanOfficer.actor)
    const file = conversation!.posts.find((post) => post.id === id)!.files[0]!
    const kept = await bytesOf((await openFile(world.db, bank.loanOfficer.actor, file.id)).content)
    const seen = await sharp(kept).metadata()
    expect(seen).toMatchObject({ format: 'jpeg', width: 1600, height: 2400 })
    expect(seen.exif).toBeUndefined()
    expect(file).toMatchObject({ width: 1600, height: 2400 })
    const small = await openPreview(world.db, bank.loanOfficer.actor, file.id)
    expect(await sharp(await bytesOf(small.content)).metadata()).toMatchObject({
      format: 'webp',
      width: 320,
      height: 480,
    })
  })

  test('a large file comes back byte for byte', async () => {
    const bytes = Buffer.concat([
      Buffer.from('%PDF-1.4\n'),
      Buffer.from(Array.from({ length: 3_500_000 }, (_, index) => (index * 31) % 251)),
    ])
    const { id } = await writePost(world.db, enterprise.owner.actor, {
      subject: subject(),
      files: [await files.prepare({ name: '审计报告.pdf', bytes }, wanted)],
    })
    const conversation = await read(enterprise.owner.actor)
    const file = conversation!.posts.find((post) => post.id === id)!.files[0]!
    const opened = await openFile(world.db, bank.loanOfficer.actor, file.id)
    expect(opened.size).toBe(bytes.length)
    expect((await bytesOf(opened.content)).equals(bytes)).toBe(true)
  })

  test.each([
    ['a page of script under a picture’s name', '照片.png', '<svg onload=alert(1)>', 'file_type'],
    ['nothing at all', '空.pdf', '', 'file_type'],
    ['a program', '报价.pdf', 'MZ\u0090\u0000', 'file_type'],
  ])('%s is refused', async (_, name, text, key) => {
    const sent = files.prepare({ name, bytes: new TextEncoder().encode(text) }, wanted)
    expect((await refusalOf(sent)).fields).toEqual({ files: [key] })
  })

  test('a picture that is cut short is refused', async () => {
    const cut = (await makePhoto()).subarray(0, 4000)
    const sent = files.prepare({ name: '半张.jpg', bytes: cut }, wanted)
    expect((await refusalOf(sent)).fields).toEqual({ files: ['file_broken'] })
  })

  test('more than 20 MB is refused', async () => {
    const bytes = Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(20 * 1024 * 1024)])
    const sent = files.prepare({ name: '大.pdf', bytes }, wanted)
    expect((await refusalOf(sent)).fields).toEqual({ files: ['file_too_large'] })
  })

  test('after the end everything can be read and nothing added', async () => {
    await refuseThread(world.db, enterprise.owner.actor, { threadId, reason: '已另有安排' })
    expect((await read(bank.loanOfficer.actor))!.open).toBe(false)
    const late = writePost(world.db, bank.loanOfficer.actor, {
      subject: subject(),
      text: '再考虑一下？',
      files: [],
    })
    expect((await refusalOf(late)).message).toBe('conversation_over')
  })
})
