import type { Browser, Page } from 'playwright-core'
import { openBrowser } from '../support/browser.ts'

/** A form as a page offers it, filled in as its fields ask. */
export interface PageForm {
  intent: string
  fields: [name: string, value: string][]
  /** Names of fields that take a file. */
  files: string[]
}

export interface FormReader {
  /** The forms of a page that post to the page itself. */
  read(html: string, path: string): Promise<PageForm[]>
  close(): Promise<void>
}

/** Reads forms as a browser without scripts does. */
export async function openFormReader(): Promise<FormReader> {
  const browser: Browser = await openBrowser()
  const context = await browser.newContext({ javaScriptEnabled: true, offline: true })
  const page: Page = await context.newPage()
  return {
    async read(html, path) {
      await page.setContent(html.replace(/<script[\s\S]*?<\/script>/g, ''), { waitUntil: 'commit' })
      return page.evaluate(collectForms, path)
    },
    close: () => browser.close(),
  }
}

/** Runs in the page. */
function collectForms(path: string): PageForm[] {
  const isOwn = (form: HTMLFormElement) => {
    const action = (form.getAttribute('action') ?? path).split('?')[0]
    return form.getAttribute('method') === 'post' && action === path.split('?')[0]
  }
  const usual: Record<string, string> = {
    number: '5',
    date: '2030-12-31',
    'datetime-local': '2030-12-31T10:00',
    email: 'somebody@example.com',
    tel: '13800002222',
    time: '10:00',
    url: 'https://example.com/',
  }
  const fill = (form: HTMLFormElement) => {
    for (const one of form.querySelectorAll<HTMLInputElement>('input')) {
      if (one.type === 'checkbox' && one.required) one.checked = true
      if (one.type === 'radio' && !form.querySelector(`[name="${one.name}"]:checked`))
        one.checked = true
      if (['hidden', 'checkbox', 'radio', 'file', 'submit'].includes(one.type) || one.value)
        continue
      one.value = one.type === 'number' && one.min ? one.min : (usual[one.type] ?? '写明的内容')
    }
    for (const one of form.querySelectorAll('textarea'))
      one.value ||= '写明的内容，足够详细，也足够长。'
    for (const one of form.querySelectorAll('select'))
      if (!one.value) one.value = [...one.options].find(({ value }) => value)?.value ?? ''
  }
  return [...document.forms].filter(isOwn).flatMap((form) => {
    fill(form)
    const fields = [...new FormData(form)].flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' ? [[name, value]] : [],
    )
    const files = [...form.querySelectorAll<HTMLInputElement>('input[type=file]')].map(
      (item) => item.name,
    )
    const buttons = [
      ...form.querySelectorAll<HTMLButtonElement>('button[name=intent]'),
      ...document.querySelectorAll<HTMLButtonElement>(`button[name=intent][form="${form.id}"]`),
    ]
    const named = fields.find(([name]) => name === 'intent')
    const intents = named ? [named[1]] : buttons.map(({ value }) => value)
    const rest = fields.filter(([name]) => name !== 'intent')
    return [...new Set(intents)].map((intent) => ({ intent, fields: rest, files }))
  })
}
