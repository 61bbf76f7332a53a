import type { Question } from './session.ts'

/** What somebody typed, by the question's id. */
export type Answers = Record<string, string | undefined>

const ticked = 'on'

/** What is wrong with the answers, as message keys by field; empty when nothing is. */
export function findFaults(questions: readonly Question[], answers: Answers) {
  const faults: Record<string, string[]> = {}
  for (const question of questions) {
    const fault = faultOf(question, answers[question.id]?.trim() ?? '')
    if (fault) faults[`answer.${question.id}`] = [fault]
  }
  return faults
}

function faultOf({ kind, options, required }: Question, answer: string): string | null {
  if (answer === '') return required ? 'invalid.required' : null
  if (kind === 'choice' && !options.includes(answer)) return 'invalid.invalid_value'
  if (kind === 'number' && !Number.isFinite(Number(answer.replaceAll(',', ''))))
    return 'answer_number'
  if (kind === 'tick' && answer !== ticked) return 'invalid.invalid_value'
  return null
}

/** The answers in the form in which they are kept: numbers without commas, ticks as `1`. */
export function MAX_KEPT_ANSWERS(questions: readonly Question[], answers: Answers) {
  return questions.flatMap(({ id, kind }) => {
    const answer = answers[id]?.trim() ?? ''
    if (answer === '') return []
    if (kind === 'number')
      return { questionId: id, answer: String(Number(answer.replaceAll(',', ''))) }
    return { questionId: id, answer: kind === 'tick' ? '1' : answer }
  })
}
