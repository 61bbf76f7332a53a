import { existsSync, readdirSync, readFileSync, watch } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

/** The letters that have landed, by their files' names; one that is still being written has a dot before its. */
export const lettersIn = (outbox: string): string[] =>
  existsSync(outbox) ? readdirSync(outbox).filter((name) => !name.startsWith('.')) : []

/** The code of the letter to this address, once it has landed in the outbox. */
export async function codeFor(outbox: string, address: string): Promise<string> {
  await mkdir(outbox, { recursive: true })
  const name = await new Promise<string>((resolve) => {
    const watcher = watch(outbox, check)
    function check() {
      const found = lettersIn(outbox).find((item) => item.includes(address))
      if (!found) return
      watcher.close()
      resolve(found)
    }
    check()
  })
  const code = readFileSync(join(outbox, name), 'utf8').match(/验证码：(\d{8})/)?.[1]
  if (!code) throw new Error(`The letter ${name} carries no code.`)
  return code
}

/** A file for a file field of a page. */
export const pdf = (name: string) => ({
  name,
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.4\n%%EOF\n'),
})
