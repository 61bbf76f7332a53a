import { existsSync, readdirSync, readFileSync, watch } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

/** The code of the letter to this address, once it has landed in the outbox. */
export async function codeFor(outbox: string, address: string): Promise<string> {
  await mkdir(outbox, { recursive: true })
  const find = () => readdirSync(outbox).find((name) => name.includes(address))
  const name = await new Promise<string>((resolve) => {
    const watcher = watch(outbox, check)
    function check() {
      const found = existsSync(outbox) && find()
      if (!found) return
      watcher.close()
      resolve(found)
    }
    check()
  })
  return readFileSync(join(outbox, name), 'utf8').match(/验证码：(\d{6})/)?.[1] ?? ''
}

/** A file for a file field of a page. */
export const pdf = (name: string) => ({
  name,
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.4\n%%EOF\n'),
})
