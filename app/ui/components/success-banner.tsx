import { useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Banner } from './banner.tsx'
import { useReply } from './use-reply.ts'

/** Says that what was sent from this page went well. Every `Page` has it at the top. */
export function Done() {
  const { t } = useTranslation('done')
  const reply = useReply()
  const { state } = useNavigation()
  // The answer is here before the page that follows from it: both appear together, so that the page moves once.
  return reply?.done && state === 'idle' ? <Banner tone="success">{t(reply.done)}</Banner> : null
}
