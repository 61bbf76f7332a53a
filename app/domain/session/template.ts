import { z } from 'zod'
import { placesForm } from './forms.ts'
import { questionKinds, reminderMinutes, type SessionType, sessionTypes } from './session.ts'

const stretch = z.object({ title: z.string().min(1).max(80), minutes: z.number().int().min(1) })

/** All of a session that another one can begin with: everything but its time and its guests. */
export const templateBody = z.object({
  type: z.enum(sessionTypes),
  title: z.string().max(80),
  summary: z.string().max(2000).nullable(),
  place: z.string().max(120).nullable(),
  /** How long it lasts. */
  minutes: z.number().int().min(15).max(4320),
  items: z.array(stretch),
  /** Rounds wait for their requests. */
  rounds: z.array(stretch),
  questions: z.array(
    z.object({
      kind: z.enum(questionKinds),
      label: z.string().max(120),
      options: z.array(z.string()),
      required: z.boolean().optional(),
    }),
  ),
  places: placesForm,
})
export type TemplateBody = z.infer<typeof templateBody>

interface Plan {
  type: SessionType
  minutes: number
  capacity?: number
  approval: boolean
  items: readonly (readonly [key: string, minutes: number])[]
  rounds: readonly (readonly [key: string, minutes: number])[]
  questions: readonly {
    key: string
    kind: 'text' | 'choice' | 'number' | 'tick'
    options?: readonly string[]
    required?: boolean
  }[]
}

/** The three that every bureau begins with; their words are the messages `template.<key>`. */
const plans: Record<string, Plan> = {
  financing: {
    type: 'financing',
    minutes: 120,
    approval: false,
    items: [
      ['opening', 5],
      ['policy', 15],
      ['products', 20],
      ['pitches', 40],
      ['talks', 30],
      ['closing', 10],
    ],
    rounds: [
      ['first', 5],
      ['second', 5],
    ],
    questions: [
      { key: 'need', kind: 'choice', options: ['loan', 'equipment', 'guarantee', 'equity'] },
      { key: 'amount', kind: 'number' },
      { key: 'bank', kind: 'text' },
    ],
  },
  sourcing: {
    type: 'sourcing',
    minutes: 180,
    capacity: 120,
    approval: true,
    items: [
      ['opening', 5],
      ['buyers', 60],
      ['suppliers', 45],
      ['talks', 60],
      ['closing', 10],
    ],
    rounds: [],
    questions: [
      { key: 'side', kind: 'choice', options: ['buy', 'sell', 'both'], required: true },
      { key: 'goods', kind: 'text', required: true },
      { key: 'certificates', kind: 'text' },
      { key: 'samples', kind: 'tick' },
    ],
  },
  training: {
    type: 'training',
    minutes: 150,
    capacity: 80,
    approval: false,
    items: [
      ['opening', 5],
      ['lecture', 60],
      ['break', 10],
      ['cases', 45],
      ['questions', 25],
      ['closing', 5],
    ],
    rounds: [],
    questions: [
      { key: 'people', kind: 'number', required: true },
      { key: 'question', kind: 'text' },
      { key: 'certificate', kind: 'tick' },
    ],
  },
}

const usualReminders = reminderMinutes.filter((minutes) => [4320, 1440, 60].includes(minutes))

export interface Template {
  /** A key of the three, or the id of a bureau's own. */
  id: string
  name: string
  body: TemplateBody
}

/** The three, in the words of the host. @param t words of `template.<key>` */
export function DEFAULT_TEMPLATES(t: (key: string) => string): Template[] {
  return Object.entries(plans).map(([id, plan]) => ({
    id,
    name: t(`${id}.name`),
    body: {
      type: plan.type,
      title: t(`${id}.title`),
      summary: t(`${id}.summary`),
      place: null,
      minutes: plan.minutes,
      items: plan.items.map(([key, minutes]) => ({ title: t(`${id}.item.${key}`), minutes })),
      rounds: plan.rounds.map(([key, minutes]) => ({ title: t(`${id}.round.${key}`), minutes })),
      questions: plan.questions.map(({ key, kind, options = [], required = false }) => ({
        kind,
        label: t(`${id}.question.${key}`),
        options: options.map((option) => t(`${id}.option.${option}`)),
        required,
      })),
      places: {
        capacity: plan.capacity,
        delegateApproval: plan.approval,
        observerApproval: false,
        reminders: usualReminders,
      },
    },
  }))
}
