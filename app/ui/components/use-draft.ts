import { type RefObject, useEffect } from 'react'
import type { ActionResult } from '#app/domain/action-result.ts'

const untouchable = new Set(['password', 'file', 'hidden', 'submit', 'button'])

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

const controls = (form: HTMLFormElement): Control[] =>
  [...form.elements].filter(
    (element): element is Control =>
      (element instanceof HTMLInputElement ||
        element instanceof HTMLTextAreaElement ||
        element instanceof HTMLSelectElement) &&
      element.name !== '' &&
      !untouchable.has(element.type),
  )

const isTick = (control: Control): control is HTMLInputElement =>
  control.type === 'checkbox' || control.type === 'radio'

const keyOf = (control: Control) =>
  isTick(control) ? `${control.name}=${control.value}` : control.name

/**
 * Keeps what is typed in this tab until the form is sent well. Passwords and files are never kept;
 * an answer with errors brings its own values and wins.
 */
export function useDraft(
  ref: RefObject<HTMLFormElement>,
  name: string | undefined,
  reply: ActionResult | undefined,
): void {
  useEffect(() => {
    const form = ref.current
    if (!form || !name) return
    const key = `draft:${name}`
    if (!reply) restore(form, key)
    const keep = () => {
      const values = controls(form).map((control) => [
        keyOf(control),
        isTick(control) ? control.checked : control.value,
      ])
      sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(values)))
    }
    const forget = () => sessionStorage.removeItem(key)
    form.addEventListener('input', keep)
    form.addEventListener('submit', forget)
    return () => {
      form.removeEventListener('input', keep)
      form.removeEventListener('submit', forget)
    }
  }, [ref, name, reply])
}

function restore(form: HTMLFormElement, key: string): void {
  const text = sessionStorage.getItem(key)
  if (!text) return
  const values = JSON.parse(text) as Record<string, string | boolean>
  for (const control of controls(form)) {
    const value = values[keyOf(control)]
    if (value === undefined) continue
    if (isTick(control)) control.checked = value === true
    else control.value = String(value)
  }
}
