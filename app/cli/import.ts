import { basename, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { TFunction } from 'i18next'
import { takeIn } from '#app/domain/import/apply-import.server.ts'
import { isImportKind } from '#app/domain/import/import-run.ts'
import { importKinds } from '#app/domain/import/kinds.server.ts'
import { readSource } from '#app/domain/import/read-table.server.ts'
import type { Report } from '#app/domain/import/report.ts'
import { readFirstSheet } from '#app/domain/import/sheet.server.ts'
import { defaultLocale, isLocale, type Locale } from '#app/domain/locale.ts'
import { isRefusal } from '#app/domain/refusal.ts'
import { readAccept } from '#app/http/locale.ts'
import { faultWords } from '#app/i18n/import-faults.ts'
import { i18nOf } from '#app/i18n/index.ts'
import { startProjector } from '#app/jobs/project-search.ts'
import type { Db } from '#db'
import type { Search } from '#search'
import type { Logger } from '../logger.ts'
import { failure } from './failure.ts'
import { writeReport } from './import/report.ts'
import { step } from './progress.ts'

export interface ImportServices {
  db: Db
  search: Search
  log: Logger
  /** Where the report goes when it can't lie beside the file. */
  dataDir: string
}

const usage =
  'npm run import -- enterprises|products|listings FILE [--dry-run] [--json] [--lang zh-CN|zh-Hant|en]   (CSV in UTF-8 or GB18030, or XLSX)'
const mostShown = 20

/**
 * `npm run import`: takes in a file of companies, of products, or of supplies and demands.
 * @returns the exit status: 0 also when single rows were rejected, which the report names
 */
export async function importCommand(args: string[], services: ImportServices): Promise<number> {
  const { kind, file, dryRun, json, locale } = readArguments(args)
  const { t } = i18nOf(locale)
  const takeFileIn = () =>
    withProgress(async (onProgress) =>
      takeIn(kind, {
        db: services.db,
        file: await readSource(file),
        readSheet: readFirstSheet,
        streams: true,
        source: basename(file),
        dryRun,
        onProgress,
      }),
    ).catch(inWords(locale))
  const report = dryRun ? await takeFileIn() : await whileIndexing(services, takeFileIn)
  const reportFile = await writeReport(t, report, file, services.dataDir)
  tell(t, report, reportFile, { dryRun, json })
  return 0
}

/** @throws {Error} one sentence, when the arguments make no sense */
export function readArguments(args: string[]) {
  const { values, positionals } = parse(args)
  const [name = '', file] = positionals
  if (!isImportKind(name) || !file || positionals.length > 2) throw failure(`Usage: ${usage}`)
  const dryRun = values['dry-run'] ?? false
  // npm runs commands in the project's folder; a name is meant from where they were called.
  return {
    kind: importKinds[name],
    file: resolve(process.env.INIT_CWD ?? '', file),
    dryRun,
    json: values.json ?? false,
    locale: readLocale(values.lang),
  }
}

/** What `--lang` names, else the language of the terminal. @throws {Error} when it isn't one of ours */
function readLocale(lang: string | undefined): Locale {
  if (lang !== undefined && !isLocale(lang)) throw failure(`No language ${lang}. Usage: ${usage}`)
  return lang ?? readAccept(process.env.LANG?.split('.')[0]?.replace('_', '-')) ?? defaultLocale
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        'dry-run': { type: 'boolean' },
        json: { type: 'boolean' },
        lang: { type: 'string' },
      },
    })
  } catch (error) {
    throw failure(`${(error as Error).message.split('.')[0]}. Usage: ${usage}`)
  }
}

/** What the market refuses is said in its own words. */
const inWords =
  (locale: Locale) =>
  (error: unknown): never => {
    if (!isRefusal(error)) throw error
    throw failure(i18nOf(locale).t(error.message, { ns: 'refusal', ...error.params }))
  }

async function withProgress(
  work: (onProgress: (rows: number, part: number) => void) => Promise<Report>,
): Promise<Report> {
  const started = performance.now()
  const report = await work((rows, part) => {
    process.stderr.write(`• ${rows} rows read (${Math.min(100, Math.round(part * 100))}%)\n`)
  })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  process.stderr.write(`• ${report.tally.rows} rows in ${seconds} s\n`)
  return report
}

/** Indexes what comes in while more comes in, and waits until all of it can be found, whoever indexes it. */
async function whileIndexing<T>(
  { db, search, log }: ImportServices,
  work: () => Promise<T>,
): Promise<T> {
  const projector = (await search.alive()) ? startProjector({ db, search, log }) : null
  try {
    const result = await work()
    if (!projector) {
      process.stderr.write('• Search is away: it catches up by itself once it is back\n')
      return result
    }
    await step('Making it findable', async () => {
      if (!(await projector.drain({ withinMs: 120_000 }))) {
        process.stderr.write(' (not all yet: it catches up by itself)')
      }
    })
    return result
  } finally {
    await projector?.stop()
  }
}

function tell(
  t: TFunction,
  report: Report,
  reportFile: string | null,
  { dryRun, json }: { dryRun: boolean; json: boolean },
): void {
  for (const fault of report.faults.slice(0, mostShown)) {
    process.stderr.write(`  ${fault.line}:${fault.column} ${faultWords(t, fault)} ${fault.value}\n`)
  }
  if (reportFile) {
    process.stderr.write(`• ${report.faults.length} faults are listed in ${reportFile}\n`)
  }
  const { rows, created, updated, unchanged, rejected } = report.tally
  if (json) console.log(JSON.stringify({ rows, created, updated, unchanged, rejected }))
  else {
    const words = `${rows} rows: ${created} created, ${updated} updated, ${unchanged} unchanged, ${rejected} rejected`
    console.log(dryRun ? `${words} (dry run: nothing was written)` : words)
  }
}
