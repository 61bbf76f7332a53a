/** What a bench found, beside what it is compared with. */
export interface Figure {
  bench: string
  figure: string
  value: number
  unit: string
  /** The same of what it is compared with, taken in the same run; null where there is nothing to compare with. */
  baseline: number | null
  /** Value by baseline. */
  ratio: number | null
  /** What was promised, in words; null where nothing was. */
  goal: string | null
  met: boolean | null
}

export interface Claim {
  figure: string
  value: number
  unit: string
  baseline?: number
  /** Of the ratio where there is a baseline and `of` is not `value`; else of the value. */
  goal?: { most?: number; least?: number; of?: 'value' | 'ratio' }
}

const rounded = (value: number): number =>
  Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3))

export function toFigure(bench: string, { figure, value, unit, baseline, goal }: Claim): Figure {
  const ratio = baseline === undefined || baseline === 0 ? null : value / baseline
  const judged = goal?.of !== 'value' && ratio !== null ? ratio : value
  const kept =
    goal && judged <= (goal.most ?? Number.POSITIVE_INFINITY) && judged >= (goal.least ?? -1)
  return {
    bench,
    figure,
    value: rounded(value),
    unit,
    baseline: baseline === undefined ? null : rounded(baseline),
    ratio: ratio === null ? null : Number(ratio.toPrecision(3)),
    goal: goal ? goalText(goal, judged === ratio) : null,
    met: goal ? kept === true : null,
  }
}

function goalText({ most, least }: NonNullable<Claim['goal']>, ofRatio: boolean): string {
  const what = ofRatio ? 'ratio ' : ''
  return most !== undefined ? `${what}≤ ${most}` : `${what}≥ ${least}`
}

/** The value below which a share of the sample lies. */
export function percentile(sample: readonly number[], share: number): number {
  const sorted = [...sample].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

export function toTable(figures: readonly Figure[]): string {
  const head = ['bench', 'figure', 'value', 'unit', 'baseline', 'ratio', 'goal', 'met']
  const rows = figures.map((figure) =>
    [
      figure.bench,
      figure.figure,
      figure.value,
      figure.unit,
      figure.baseline ?? '–',
      figure.ratio ?? '–',
      figure.goal ?? '–',
      figure.met === null ? '–' : figure.met ? 'yes' : 'NO',
    ].map(String),
  )
  const widths = head.map((name, n) => Math.max(name.length, ...rows.map((row) => row[n]!.length)))
  const line = (cells: readonly string[]) =>
    cells.map((cell, n) => cell.padEnd(widths[n]!)).join('  ')
  return [line(head), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)].join('\n')
}

/** The same for a page of documentation. */
export function toMarkdown(figures: readonly Figure[]): string {
  const rows = figures.map(({ bench, figure, value, unit, baseline, ratio, goal, met }) =>
    [
      ...[bench, figure, `${value} ${unit}`.trim(), baseline ?? '–', ratio ?? '–', goal ?? '–'],
      met === null ? '–' : met ? 'yes' : '**no**',
    ].join(' | '),
  )
  return [
    '| Bench | Figure | Value | Beside it | Ratio | Goal | Met |',
    '|---|---|---|---|---|---|---|',
    ...rows.map((row) => `| ${row} |`),
  ].join('\n')
}
