import type { TFunction } from 'i18next'
import type { LineFault } from '#app/domain/import/report.ts'

/** Why a row was rejected, in words. */
export const faultWords = (t: TFunction, { reason, params }: LineFault): string =>
  t(`fault.${reason}`, { ns: 'import', ...params })

/** Faults as a table, its head first. */
export function faultTable(t: TFunction, faults: readonly LineFault[]): string[][] {
  const title = (name: string) => t(`columns.${name}`, { ns: 'import' })
  const head = [title('line'), title('column'), title('reason'), title('value')]
  const rows = faults.map((fault) => [
    String(fault.line),
    fault.column,
    faultWords(t, fault),
    fault.value,
  ])
  return [head, ...rows]
}
