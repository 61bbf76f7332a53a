import { useTranslation } from 'react-i18next'
import { Banner } from './banner.tsx'
import { useReply } from './use-reply.ts'

/** Says that what was sent from this page went well. Every `Page` has it at the top. */
export function Done() {
  const { t } = useTranslation('done')
  const reply = useReply()
  return reply?.done ? <Banner tone="success">{t(reply.done)}</Banner> : null
}
