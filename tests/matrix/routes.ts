import { readdirSync } from 'node:fs'
import { makeScreenLink } from '#app/domain/session/write.server.ts'
import { machines } from '#app/domain/state-machines.ts'
import { sql } from '#db'
import { addressOf } from '../support/every-page.ts'
import type { Matrix } from './world/index.ts'

/** One address of a route, and how the table of rights calls it. */
export interface Place {
  /** The route's file, without its ending. */
  file: string
  path: string
  label: string
  /** Whether a component renders it; else it is a resource. */
  isPage: boolean
}

/** Where a route's `$id` names something else than the word before it says. */
const tables: Record<string, string> = {
  standing: 'organization',
  members: 'membership',
  imports: 'import_run',
  documents: 'private.document',
}

const folder = new URL('../../app/routes/', import.meta.url)

/** Every route of the market, each for the things that it can be about. */
export async function everyPlace(matrix: Matrix): Promise<Place[]> {
  const places: Place[] = []
  for (const name of readdirSync(folder).sort()) {
    const file = name.replace(/\.tsx?$/, '')
    const isPage = name.endsWith('.tsx')
    for (const one of await addressesOf(matrix, file)) places.push({ file, isPage, ...one })
  }
  return places
}

async function addressesOf(matrix: Matrix, file: string): Promise<Pick<Place, 'path' | 'label'>[]> {
  const address = addressOf(file.replace('[.]', '~')).replace('~', '.')
  if (address.includes('$noun')) {
    return machines.map(({ noun }) => ({ path: `/help/${noun}`, label: noun }))
  }
  if (file === 'messages.$file') return [{ path: '/messages/zh-CN.json', label: '-' }]
  if (/\$(token|file)/.test(address)) return [{ path: address.replace(/\$\w+/, 'x'), label: '-' }]
  if (!address.includes('$id')) return [{ path: address || '/', label: '-' }]
  const words = address.split('/')
  const rows = await rowsFor(matrix, words[words.indexOf('$id') - 1] ?? '')
  if (!address.endsWith('/screen')) {
    return rows.map(({ id, label }) => ({ path: address.replace('$id', id), label }))
  }
  const { market, cast } = matrix
  const token = await makeScreenLink(market.db, cast.bureau.host.actor, rows.at(-1)!.id)
  return rows.map(({ id, label }) => ({
    path: `${address.replace('$id', id)}?token=${token}`,
    label,
  }))
}

/** The things behind `$id`, in the order of their making, with what tells them apart. */
export async function rowsFor({ owner }: Matrix, noun: string) {
  const table = tables[noun] ?? noun.replace(/ies$/, 'y').replace(/s$/, '').replace(/-/g, '_')
  const { rows } = await sql<{ id: string; row: Record<string, unknown> }>`
    select id::text, to_jsonb(t) as row from ${sql.table(table)} t order by id`.execute(owner)
  return rows.map(({ id, row }, index) => {
    const state = row.state ?? row.standing ?? row.subject_kind ?? ''
    return { id, label: `${table} ${index + 1} ${state}`.trim() }
  })
}
