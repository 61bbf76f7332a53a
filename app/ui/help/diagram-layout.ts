import { Graph, layout } from '@dagrejs/dagre'
import { BOX_HEIGHT, BOX_WIDTH, LABEL_HEIGHT } from './diagram-size.ts'
import type { MachineView } from './machine-view.ts'

export interface Box {
  state: string
  /** Of the upper left corner. */
  x: number
  y: number
}

export interface Arrow {
  from: string
  to: string
  /** The numbers of its steps in the table, from 1. */
  numbers: number[]
  /** As an SVG path has it. */
  path: string
  /** The middle of the label with its numbers. */
  label: { x: number; y: number; width: number }
}

/** A workflow's picture in pixels. It is laid out on the server, so that browsers need no library for it. */
export interface DiagramLayout {
  boxes: Box[]
  arrows: Arrow[]
  width: number
  height: number
}

const MARGIN = 24

interface Point {
  x: number
  y: number
}

/** Returns states in rows by their distance from the beginning, and arrows that pass beside what stands between. */
export function layOutDiagram(machine: MachineView): DiagramLayout {
  const graph = new Graph()
  graph.setGraph({ nodesep: 28, edgesep: 14, ranksep: 34, marginx: MARGIN, marginy: MARGIN })
  for (const state of machine.states) {
    graph.setNode(state, { width: BOX_WIDTH, height: BOX_HEIGHT })
  }
  const numbers = numbersByArrow(machine)
  for (const { from, to, steps } of numbers) {
    const label = { width: labelWidth(steps), height: LABEL_HEIGHT }
    graph.setEdge(from, to, { ...label, labelpos: 'c', steps })
  }
  layout(graph)
  const { width = 0, height = 0 } = graph.graph()
  return {
    boxes: machine.states.map((state) => {
      const { x, y } = graph.node(state)
      return { state, x: round(x - BOX_WIDTH / 2), y: round(y - BOX_HEIGHT / 2) }
    }),
    arrows: numbers.map(({ from, to, steps }) => {
      const { points, x, y } = graph.edge(from, to) as Point & { points: Point[] }
      const bends = bendsThrough(points)
      const { x: labelX, y: labelY } = nearestTo({ x, y }, bends.map(middleOf))
      return {
        ...{ from, to, numbers: steps, path: pathOf(bends) },
        label: { x: round(labelX), y: round(labelY), width: labelWidth(steps) },
      }
    }),
    width: round(width),
    height: round(height),
  }
}

/** Steps between the same states share an arrow. */
function numbersByArrow({ transitions }: MachineView) {
  const arrows = new Map<string, { from: string; to: string; steps: number[] }>()
  for (const [index, { from, to }] of transitions.entries()) {
    const arrow = arrows.get(`${from} ${to}`) ?? { from, to, steps: [] }
    arrow.steps.push(index + 1)
    arrows.set(`${from} ${to}`, arrow)
  }
  return [...arrows.values()]
}

const labelWidth = (steps: readonly number[]): number => 12 + steps.join(', ').length * 7

const round = (value: number): number => Math.round(value * 10) / 10

/** A piece of a curve: a quadratic Bézier curve. */
interface Bend {
  start: Point
  handle: Point
  end: Point
}

const between = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })

/** Returns a curve that has the inner points as its handles, and bends on halfway between two of them. */
function bendsThrough(points: readonly Point[]): Bend[] {
  const last = points.length - 1
  return points.slice(1, last).map((handle, index) => ({
    start: index === 0 ? points[0]! : between(points[index]!, handle),
    handle,
    end: index + 2 === last ? points[last]! : between(handle, points[index + 2]!),
  }))
}

const middleOf = ({ start, handle, end }: Bend): Point =>
  between(between(start, handle), between(handle, end))

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y)

const nearestTo = (place: Point, points: readonly Point[]): Point =>
  points.reduce((best, point) => (distance(point, place) < distance(best, place) ? point : best))

const pair = ({ x, y }: Point): string => `${round(x)} ${round(y)}`

const pathOf = (bends: readonly Bend[]): string =>
  bends
    .map(
      ({ start, handle, end }, index) =>
        `${index === 0 ? `M${pair(start)}` : ''}Q${pair(handle)} ${pair(end)}`,
    )
    .join('')
