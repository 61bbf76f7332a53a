/**
 * The first file of every `npm run` command. It must run on Node 20: it sees to it that the packages are what the
 * lockfile says, finds a Node that runs TypeScript, and hands over to `main.ts` there.
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const packaged = join(root, 'node_modules', '.bin', 'node')
const oldestNode = [22, 18]

/** The packages of a lockfile as `path → version`; optional ones may be absent on a platform. */
function packagesOf(file) {
  const { packages } = JSON.parse(readFileSync(file, 'utf8'))
  return new Map(Object.entries(packages).filter(([path]) => path !== ''))
}

/** Whether npm installs this optional package here: only what names this platform is missed when it is absent. */
function belongsHere({ os, cpu, libc }) {
  return os?.includes(process.platform) && cpu?.includes(process.arch) && !libc?.includes('musl')
}

function installed() {
  const hidden = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(hidden)) return false
  const have = packagesOf(hidden)
  for (const [path, wanted] of packagesOf(join(root, 'package-lock.json'))) {
    const needless = wanted.optional && !have.has(path) && !belongsHere(wanted)
    if (needless) continue
    if (have.get(path)?.version !== wanted.version || !existsSync(join(root, path))) return false
  }
  return true
}

async function install() {
  console.error('安装依赖包（首次约一分钟）… Installing packages (about a minute the first time)…')
  // npm puts the packaged Node first on the path; the one that npm came with stays while packages are replaced.
  const usual = process.env.npm_node_execpath ?? process.execPath
  if ((await runNpm(usual, ['ci'])) !== 0) {
    fail('The packages could not be installed (see above): check the network and try again.')
  }
  // npm leaves out an optional package that wants a newer Node than npm's own.
  if (!installed() && existsSync(packaged)) await runNpm(packaged, ['install', '--no-save'])
}

async function runNpm(node, words) {
  const npm = process.env.npm_execpath
  const args = [...words, '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  child = spawn(npm ? node : 'npm', npm ? [npm, ...args] : args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, NODE_USE_SYSTEM_CA: '1' },
  })
  const [status] = await once(child, 'exit')
  return status
}

function newEnough(node) {
  const { stdout } = spawnSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' })
  const [major, minor] = (stdout ?? '').split('.').map(Number)
  return major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])
}

function findNode() {
  if (existsSync(packaged) && newEnough(packaged)) return packaged
  if (newEnough(process.execPath)) return process.execPath
  return fail(
    `This platform has no packaged Node: install Node ${oldestNode.join('.')} or newer and try again.`,
  )
}

/** Names the process that started this one and, where that is the shell of npm, npm itself. */
function callers() {
  const parent = process.ppid
  try {
    const stat = readFileSync(`/proc/${parent}/stat`, 'utf8')
    const [, program, above] = /\((.*)\) \S+ (\d+)/.exec(stat)
    return /^(da|ba|z)?sh$/.test(program) ? `${parent} ${above}` : `${parent}`
  } catch {
    return `${parent}`
  }
}

/** @returns {never} */
function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}

const MIN_UPTIME_MS = 30_000

/** `--about=…` explains a command where `npm run` lists it. */
const words = process.argv.slice(2).filter((word) => !word.startsWith('--about='))

function handOver(node) {
  const started = Date.now()
  const main = join(root, 'app', 'cli', 'main.ts')
  child = spawn(node, ['--disable-warning=ExperimentalWarning', main, ...words], {
    cwd: process.cwd(),
    // The channel tells main.ts when this process is gone, however it went.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, LIANQIAO_ROOT: undefined },
  })
  // npm may be killed without a chance to tell anybody.
  const caller = callers()
  if (process.env.npm_lifecycle_event) {
    const watch = setInterval(() => callers() !== caller && child.kill('SIGTERM'), 500).unref()
    child.once('exit', () => clearInterval(watch))
  }
  child.on('exit', (code, signal) => {
    // A node that ended itself because it stood still serves again; one that does so at once is beyond that.
    if (signal === 'SIGABRT' && words[0] === 'start' && Date.now() - started > MIN_UPTIME_MS) {
      console.error('节点停止响应，正在重新启动… The node stood still: starting it again…')
      return handOver(node)
    }
    process.exit(code ?? (signal ? 1 : 0))
  })
}

/** Does the work of the moment; a wish to stop is passed on to it. */
let child
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => child?.kill(signal))
}
if (!installed()) await install()
handOver(findNode())
