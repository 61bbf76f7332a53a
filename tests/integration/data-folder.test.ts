import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDataFolder } from '#app/cli/data-folder.ts'

const modeOf = (path: string) => statSync(path).mode & 0o777

test('a folder that an earlier version left open is closed to other users of the machine', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lianqiao-open-'))
  try {
    mkdirSync(join(folder, 'logs'))
    for (const name of ['run.json', 'logs/postgres.log', 'logs/search.log']) {
      writeFileSync(join(folder, name), '{}')
      chmodSync(join(folder, name), 0o644)
    }
    chmodSync(folder, 0o755)
    const { engineUser } = openDataFolder(folder)
    // PostgreSQL’s user passes through, where that is another; it lists nothing.
    expect(modeOf(folder)).toBe(engineUser ? 0o710 : 0o700)
    expect(modeOf(join(folder, 'logs'))).toBe(0o700)
    for (const name of ['run.json', 'logs/postgres.log', 'logs/search.log'])
      expect(modeOf(join(folder, name))).toBe(0o600)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
