/** A workflow as the help draws it. */
export interface MachineView {
  noun: string
  states: readonly string[]
  initial: readonly string[]
  ends: readonly string[]
  transitions: readonly {
    from: string
    to: string
    verb: string
    by: readonly string[]
    notifies: readonly string[]
    guard?: string | undefined
    deadline?: string | undefined
  }[]
}

export interface Box {
  state: string
  x: number
  y: number
}

export interface Arrow {
  from: string
  to: string
  /** The numbers of its steps in the table, from 1. */
  numbers: number[]
  path: string
  /** Where its numbers stand. */
  at: { x: number; y: number }
}

export const boxWidth = 148
export const boxHeight = 40
const across = boxWidth + 44
const down = boxHeight + 84
const margin = 36

/** How many steps each state is from where things begin. */
function ranksOf({ states, initial, transitions }: MachineView): Map<string, number> {
  const ranks = new Map(initial.map((state) => [state, 0]))
  for (let rank = 0; rank < states.length; rank++) {
    for (const { from, to } of transitions)
      if (ranks.get(from) === rank && !ranks.has(to)) ranks.set(to, rank + 1)
  }
  return ranks
}

/** Rows by the distance from the beginning, arrows between them; two that join the same boxes bend apart. */
export function layOut(machine: MachineView) {
  const ranks = ranksOf(machine)
  const rows: string[][] = []
  for (const state of machine.states) {
    const rank = ranks.get(state) ?? 0
    rows[rank] = [...(rows[rank] ?? []), state]
  }
  const widest = Math.max(...rows.map((row) => row.length))
  const boxes = rows.flatMap((row, rank) =>
    row.map((state, index) => ({
      state,
      x: margin + (index + (widest - row.length) / 2) * across,
      y: margin + rank * down,
    })),
  )
  const byState = new Map(boxes.map((box) => [box.state, box]))
  const arrows = new Map<string, Arrow>()
  for (const [index, { from, to }] of machine.transitions.entries()) {
    const known = arrows.get(`${from} ${to}`)
    if (known) known.numbers.push(index + 1)
    else {
      const curve = curveBetween(byState.get(from)!, byState.get(to)!, arrows.size)
      arrows.set(`${from} ${to}`, { from, to, numbers: [index + 1], ...curve })
    }
  }
  return {
    boxes,
    arrows: [...arrows.values()],
    width: margin * 2 + widest * across - 44,
    height: margin * 2 + rows.length * down - 84,
  }
}

/** The point where the line from a box's middle towards another leaves the box. */
function edgeTowards(box: Box, x: number, y: number) {
  const [cx, cy] = [box.x + boxWidth / 2, box.y + boxHeight / 2]
  const [dx, dy] = [x - cx, y - cy]
  const scale = Math.min(
    dx === 0 ? Number.POSITIVE_INFINITY : boxWidth / 2 / Math.abs(dx),
    dy === 0 ? Number.POSITIVE_INFINITY : boxHeight / 2 / Math.abs(dy),
  )
  return { x: cx + dx * scale, y: cy + dy * scale }
}

const round = (value: number): number => Math.round(value * 10) / 10

function curveBetween(from: Box, to: Box, index: number): Pick<Arrow, 'path' | 'at'> {
  if (from === to) {
    const [x, y] = [from.x + boxWidth, from.y + boxHeight / 2]
    return { path: `M${x} ${y - 8}c34 -18 34 34 0 16`, at: { x: x + 26, y } }
  }
  const centre = (box: Box) => ({ x: box.x + boxWidth / 2, y: box.y + boxHeight / 2 })
  const [a, b] = [centre(from), centre(to)]
  const length = Math.hypot(b.x - a.x, b.y - a.y)
  // Long ways bend further, so that they pass beside what stands between.
  const bend = length > down * 1.6 ? length * 0.22 : 16
  const control = {
    x: (a.x + b.x) / 2 - ((b.y - a.y) / length) * bend,
    y: (a.y + b.y) / 2 + ((b.x - a.x) / length) * bend,
  }
  const start = edgeTowards(from, control.x, control.y)
  const end = edgeTowards(to, control.x, control.y)
  const along = [0.4, 0.5, 0.6][index % 3]!
  const at = (p: 'x' | 'y') =>
    (1 - along) ** 2 * start[p] + 2 * (1 - along) * along * control[p] + along ** 2 * end[p]
  return {
    path: `M${round(start.x)} ${round(start.y)}Q${round(control.x)} ${round(control.y)} ${round(end.x)} ${round(end.y)}`,
    at: { x: round(at('x')), y: round(at('y')) },
  }
}
