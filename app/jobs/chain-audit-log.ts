import { sealAudit } from '#app/domain/audit/seal.server.ts'
import type { Services } from '../context.ts'

export interface AuditChainer {
  /** Finishes the turn under way and takes no other. */
  stop(): Promise<void>
}

const restMs = 1000

/**
 * Seals the trail, about a second after each commit, so that writers never wait for one another. Every node may run one;
 * a lock lets one of them work at a time, each turn in a transaction of its own.
 */
export function startAuditChainer({ db, log }: Pick<Services, 'db' | 'log'>): AuditChainer {
  let stopping = false
  let wake = () => {}
  let away = false

  async function turn(): Promise<number> {
    try {
      const sealed = await sealAudit(db)
      away = false
      return sealed ?? 0
    } catch (error) {
      if (!away) log.warn({ err: error }, 'the audit trail could not be sealed; trying again')
      away = true
      return 0
    }
  }

  async function run(): Promise<void> {
    while (!stopping) {
      if ((await turn()) > 0 || stopping) continue
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, restMs)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }
  const running = run()
  return {
    async stop() {
      stopping = true
      wake()
      await running
    },
  }
}
