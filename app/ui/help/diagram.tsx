import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '../components/class.ts'
import { toneOf } from '../components/state-tone.ts'
import type { DiagramLayout } from './diagram-layout.ts'
import { BOX_HEIGHT, BOX_WIDTH, LABEL_HEIGHT } from './diagram-size.ts'
import type { MachineView } from './machine-view.ts'

const fills = {
  idle: 'fill-edge',
  going: 'fill-primary',
  waiting: 'fill-warn',
  good: 'fill-ok',
  bad: 'fill-bad',
  live: 'fill-live',
}

/** A workflow as a picture: states in the order in which they can be reached, steps by their number in the table below. */
export function Diagram({ machine, layout }: { machine: MachineView; layout: DiagramLayout }) {
  const { t } = useTranslation(['state', 'help'])
  const id = useId()
  const { boxes, arrows, width, height } = layout
  return (
    <section
      aria-label={t('help:diagram')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className="print-whole overflow-x-auto rounded-lg border border-line bg-raised"
    >
      <svg
        role="img"
        aria-labelledby={`${id}-title`}
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        className="mx-auto block max-w-none text-sm print:max-h-[220mm] print:w-full"
      >
        <title id={`${id}-title`}>
          {t('help:diagram_of', { noun: t(`help:noun.${machine.noun}`) })}
        </title>
        <defs>
          <marker
            id={`${id}-head`}
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            orient="auto"
          >
            <path d="M0 0l8 4l-8 4z" className="fill-edge" />
          </marker>
        </defs>
        {arrows.map(({ from, to, path }) => (
          <path
            key={`${from} ${to}`}
            d={path}
            markerEnd={`url(#${id}-head)`}
            className="fill-none stroke-edge"
          />
        ))}
        {boxes.map(({ state, x, y }) => (
          <g key={state} transform={`translate(${x} ${y})`}>
            <rect
              width={BOX_WIDTH}
              height={BOX_HEIGHT}
              rx={machine.ends.includes(state) ? 20 : 6}
              className={cx(
                'fill-raised',
                machine.initial.includes(state) ? 'stroke-primary stroke-2' : 'stroke-edge',
              )}
            />
            <circle
              cx={16}
              cy={BOX_HEIGHT / 2}
              r={4}
              className={fills[toneOf(machine.noun, state)]}
            />
            <text
              x={28}
              y={BOX_HEIGHT / 2}
              dominantBaseline="central"
              className="fill-ink text-[13px]"
            >
              {t(`state:${machine.noun}.${state}`)}
            </text>
          </g>
        ))}
        {arrows.map(({ from, to, numbers, label }) => (
          <g key={`${from} ${to}`} transform={`translate(${label.x} ${label.y})`}>
            <rect
              x={-label.width / 2}
              y={-LABEL_HEIGHT / 2}
              width={label.width}
              height={LABEL_HEIGHT}
              rx={LABEL_HEIGHT / 2}
              className="fill-plane stroke-line"
            />
            <text
              textAnchor="middle"
              dominantBaseline="central"
              className="fill-ink text-[11px] font-medium"
            >
              {numbers.join(', ')}
            </text>
          </g>
        ))}
      </svg>
    </section>
  )
}
