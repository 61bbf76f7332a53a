import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import type { ServerOptions } from '#app/server.ts'
import { connect } from '#db'
import { testPasswords } from '../support/own-engines.ts'
import { openSite, type Site } from '../support/site.ts'
import type { MatrixMarket } from './market.ts'

/** A market as it stood, on a database of its own that may be spoilt. */
export interface Copies {
  /** A fresh one; the one before is thrown away. */
  fresh(): Promise<MatrixMarket>
  close(): Promise<void>
}

async function asAdmin(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('engines').adminUrl })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}

const create = (name: string, from: string) =>
  asAdmin(`create database ${name} template ${from} owner lianqiao_owner`)
const drop = (name: string) => asAdmin(`drop database if exists ${name} with (force)`)

/** Keeps a market to be copied; whoever is connected to it is sent away for that moment. */
export async function keepCopy(
  market: MatrixMarket,
  more: Pick<ServerOptions, 'pagesFolder'> = {},
): Promise<Copies> {
  const source = new URL(market.market.ownerUrl).pathname.slice(1)
  const kept = `kept_${randomBytes(4).toString('hex')}`
  await asAdmin(`alter database ${source} allow_connections false`)
  await asAdmin(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${source}'`,
  )
  await create(kept, source)
  await asAdmin(`alter database ${source} allow_connections true`)
  await asAdmin(`alter database ${kept} allow_connections true`)
  let open: { name: string; site: Site; close(): Promise<void> } | null = null
  const discard = async () => {
    await open?.close()
    await open?.site.close()
    if (open) await drop(open.name)
    open = null
  }
  return {
    async fresh() {
      await discard()
      const name = `copy_${randomBytes(4).toString('hex')}`
      await create(name, kept)
      const url = (role: 'app' | 'owner') =>
        `postgres://lianqiao_${role}:${testPasswords[role]}@127.0.0.1:${inject('engines').postgresPort}/${name}`
      const owner = connect({ url: url('owner') })
      const database = connect({ url: url('app') })
      const own = { appUrl: url('app'), ownerUrl: url('owner'), database }
      const site = await openSite(own, market.searchPrefix, settings, more)
      const close = async () => {
        await owner.close()
        await database.close()
      }
      open = { name, site, close }
      return { ...market, site, owner: owner.db }
    },
    async close() {
      await discard()
      await drop(kept)
    },
  }
}

const settings = { SECOND_FACTOR: 'required' }
