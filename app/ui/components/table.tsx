import { type ReactNode, useId } from 'react'
import { cx } from './class.ts'

export interface Column {
  label: ReactNode
  /** Figures stand at the end. */
  align?: 'start' | 'end'
}

export interface Row {
  key: string
  cells: readonly ReactNode[]
}

export interface TableProps {
  /** Says what the table holds; shown small above it unless `captionHidden`. */
  caption: ReactNode
  captionHidden?: boolean
  head: readonly (Column | string)[]
  rows: readonly Row[] | readonly (readonly ReactNode[])[]
}

const toColumn = (column: Column | string): Column =>
  typeof column === 'string' ? { label: column } : column

const toRow = (row: Row | readonly ReactNode[], index: number): Row =>
  'cells' in row ? row : { key: String(index), cells: row }

/** The first cell of a row names it. Wider than the screen, it scrolls by itself, by keyboard too. */
export function Table({ caption, captionHidden, head, rows }: TableProps) {
  const id = useId()
  const columns = head.map(toColumn)
  return (
    <section
      aria-labelledby={id}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className="overflow-x-auto rounded-lg border border-line bg-raised"
    >
      <table className="w-full border-collapse text-left text-sm">
        <caption
          id={id}
          className={captionHidden ? 'sr-only' : 'px-4 pt-3 text-left text-sm text-muted'}
        >
          {caption}
        </caption>
        <thead>
          <tr className="border-b border-line">
            {columns.map(({ label, align }, index) => (
              <th
                // biome-ignore lint/suspicious/noArrayIndexKey: columns are fixed
                key={index}
                scope="col"
                className={cx(
                  'px-4 py-2.5 font-medium whitespace-nowrap text-muted',
                  align === 'end' && 'text-right',
                )}
              >
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <TableRow key={toRow(row, index).key} row={toRow(row, index)} columns={columns} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function TableRow({ row, columns }: { row: Row; columns: readonly Column[] }) {
  return (
    <tr className="border-b border-line last:border-b-0 hover:bg-plane">
      {row.cells.map((cell, index) => {
        const look = cx(
          'min-w-28 px-4 py-2.5 align-top',
          columns[index]?.align === 'end' && 'text-right',
        )
        return index === 0 ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: columns are fixed
          <th key={index} scope="row" className={cx(look, 'font-normal')}>
            {cell}
          </th>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: columns are fixed
          <td key={index} className={look}>
            {cell}
          </td>
        )
      })}
    </tr>
  )
}
