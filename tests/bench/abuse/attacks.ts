import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { nastyForms, nastyJson } from '../../support/nasty.ts'
import { openWire } from '../../support/wire.ts'
import { makeXlsx } from '../../support/xlsx.ts'

/** Whom the attacks come from, and where they go. */
export interface Target {
  url: string
  /** A person whom nobody has verified. */
  stranger: { cookie: string; token: string }
  /** An officer, who opens what firms have sent. */
  officer: { cookie: string }
  program: string
  /** An organisation that can be taken over. */
  listedId: string
  quick: boolean
}

type Attack = (target: Target) => Promise<void>

const post = async (
  { url }: Pick<Target, 'url'>,
  path: string,
  body: BodyInit,
  headers: Record<string, string>,
): Promise<void> => {
  const answer = await fetch(url + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'Sec-Fetch-Site': 'same-origin', ...headers },
    body,
  })
  await answer.arrayBuffer()
  const way = answer.headers.get('location') ?? ''
  if ([401, 403, 404].includes(answer.status) || /sign-in|security/.test(way)) {
    throw new Error(`The attack did not arrive: ${path}: ${answer.status} ${way}`)
  }
}

const repeat = (times: number, work: (turn: number) => Promise<void>): Promise<unknown> =>
  Promise.all(Array.from({ length: times }, (_, turn) => work(turn)))

/** What an attacker does, bounded in number; each is what once stopped a node for seconds to minutes. */
export const attacks: Record<string, Attack> = {
  async 'forms of thousands of fields'(target) {
    for (const size of [150 * 1024, 5 * 1024 * 1024]) {
      for (const { type, bytes } of Object.values(nastyForms('sign_in', size))) {
        await repeat(target.quick ? 1 : 4, () =>
          post(target, '/sign-in', new Uint8Array(bytes), { 'Content-Type': type }),
        )
      }
    }
  },

  async 'indices in the names of fields'(target) {
    const body = new URLSearchParams({ intent: 'make', name: 'x', days: '5' })
    body.append('scopes[10000000]', 'market:read')
    await repeat(target.quick ? 2 : 20, () =>
      post(target, '/account/tokens', new URLSearchParams(body), {
        Cookie: target.stranger.cookie,
      }),
    )
  },

  async 'documents nested without end'(target) {
    for (const bytes of Object.values(nastyJson(target.quick ? 20_000 : 120_000))) {
      await repeat(target.quick ? 1 : 6, () =>
        post(target, '/api/v1/requests', new Uint8Array(bytes), {
          'Content-Type': 'application/json',
          Authorization: `Bearer ${target.program}`,
          'Idempotency-Key': randomUUID(),
        }),
      )
    }
  },

  async 'pictures that unfold in memory'(target) {
    const side = target.quick ? 500 : 6000
    const create = { width: side, height: side, channels: 3 as const, background: '#369' }
    const bytes = await sharp({ create }).png({ progressive: true }).toBuffer()
    await repeat(target.quick ? 2 : 8, async () => {
      const form = new FormData()
      form.append('intent', 'take_over')
      for (const name of ['licence', 'letter']) {
        form.append(name, new File([bytes as BlobPart], '图.png'))
      }
      await post(target, `/organizations/${target.listedId}/takeover`, form, {
        Cookie: target.stranger.cookie,
      })
    })
  },

  async 'workbooks that unfold in memory'(target) {
    const packed = makeXlsx([['名称'], ['长'.repeat(target.quick ? 1000 : 15_000_000)]], {
      packed: true,
    })
    const rows = Array.from({ length: target.quick ? 10 : 40_000 }, (_, row) => [
      `南昌某某精密机械有限公司${row}`,
      '91360102MA0000001X',
    ])
    const large = makeXlsx(rows, { packed: true })
    await repeat(target.quick ? 1 : 4, async (turn) => {
      const form = new FormData()
      form.append('intent', 'upload')
      form.append('kind', 'enterprises')
      form.append('file', new File([(turn % 2 ? large : packed) as BlobPart], '名录.xlsx'))
      await post(target, '/bureau/imports?index', form, { Cookie: target.officer.cookie })
    })
  },

  async 'floods over sockets'(target) {
    await repeat(target.quick ? 1 : 4, async () => {
      const wire = await openWire(target.url, target.stranger)
      for (let sent = 0; sent < (target.quick ? 30 : 399); sent++) {
        const topics = Array.from({ length: 50 }, () => `appeal:${randomUUID()}`)
        void wire.ask('listen', { topics })
      }
      await new Promise((resolve) => setTimeout(resolve, target.quick ? 50 : 3000))
      wire.close()
    })
  },
}
