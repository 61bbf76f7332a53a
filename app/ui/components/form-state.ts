import { createContext, useContext } from 'react'
import type { ActionResult } from '#app/domain/action-result.ts'

/** What the fields of a form need to know of it. */
export interface FormState {
  /** Sets the fields of several forms on one page apart. */
  id: string
  values: ActionResult['values']
  errors: ActionResult['errors']
}

export const FormContext = createContext<FormState>({ id: '', values: {}, errors: {} })

export const fieldId = (formId: string, name: string): string => `${formId}-${name}`

/** One field as its form left it: what was typed last time, and what is wrong with it. */
export function useField(name: string, given: readonly string[] | undefined) {
  const { id, values, errors } = useContext(FormContext)
  const kept = values[name]
  return {
    id: fieldId(id, name),
    errors: given ?? errors[name] ?? [],
    kept: Array.isArray(kept) ? kept.at(-1) : kept,
    keptAll: kept === undefined ? undefined : Array.isArray(kept) ? kept : [kept],
    /** Some field of this form came back, so an absent tick means "not ticked". */
    answered: Object.keys(values).length > 0,
  }
}
