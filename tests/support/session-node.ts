/** A web process of its own for tests that kill one: serves rooms on the database of `APP_URL` and prints its address. */
import { nouns, startNode } from './sessions.ts'

const node = await startNode(process.env.APP_URL as string, nouns)
process.stdout.write(`${node.url}\n`)
