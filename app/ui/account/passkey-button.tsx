import { useFetcher, useSubmit } from '@remix-run/react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActionResult } from '#app/domain/action-result.ts'
import { Banner } from '../components/banner.tsx'
import { Button } from '../components/button.tsx'

export interface PasskeyButtonProps {
  /** The intent that answers with what the browser needs. */
  ask: string
  /** The intent that takes what the browser made of it. */
  finish: string
  /** Whether a passkey is made or used. */
  how: 'make' | 'use'
  /** Where to post, when not to the page itself. */
  action?: string
  /** What else to send in the end; read then. */
  values?: () => Record<string, string>
}

/** Passkeys are the browser's own: without JavaScript, or in a browser that has none, nothing shows. */
export function PasskeyButton({ ask, finish, how, action, values }: PasskeyButtonProps) {
  const { t } = useTranslation('factor')
  const fetcher = useFetcher<ActionResult>()
  const submit = useSubmit()
  const [able, setAble] = useState(false)
  const [failed, setFailed] = useState(false)
  const last = useRef<string>()
  useEffect(() => setAble('PublicKeyCredential' in window), [])
  const asked = fetcher.data?.show?.options
  const options = typeof asked === 'string' ? asked : undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: each set of options is answered once
  useEffect(() => {
    if (!options || options === last.current) return
    last.current = options
    answer(how, options).then(
      (response) =>
        submit(
          { ...values?.(), intent: finish, response },
          { method: 'post', ...(action ? { action } : {}) },
        ),
      () => setFailed(true),
    )
  }, [options])
  if (!able) return null
  const refused = Object.values(fetcher.data?.errors ?? {}).flat()
  return (
    <div className="mb-4 flex flex-col items-start gap-2">
      {(failed || refused.length > 0) && (
        <Banner tone="danger">{refused[0] ?? t('passkey.failed')}</Banner>
      )}
      <Button
        type="button"
        onClick={() => {
          setFailed(false)
          fetcher.submit({ intent: ask }, { method: 'post', ...(action ? { action } : {}) })
        }}
      >
        {t(`passkey.${how}`)}
      </Button>
    </div>
  )
}

async function answer(how: 'make' | 'use', options: string): Promise<string> {
  const { startAuthentication, startRegistration } = await import('@simplewebauthn/browser')
  const optionsJSON = JSON.parse(options)
  const response =
    how === 'make'
      ? await startRegistration({ optionsJSON })
      : await startAuthentication({ optionsJSON })
  return JSON.stringify(response)
}
