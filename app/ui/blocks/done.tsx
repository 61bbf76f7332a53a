import { useActionData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { ActionReply } from '#app/domain/reply.ts'
import { Banner } from './banner.tsx'

/** Says that what was sent from this page went well. Every `Page` has it at the top. */
export function Done() {
  const { t } = useTranslation('done')
  const reply = useActionData() as ActionReply | undefined
  return reply?.done ? <Banner tone="success">{t(reply.done)}</Banner> : null
}
