import { Printer } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'

/** Prints the page. Where no script runs the browser's own command does it, and no button stands there. */
export function PrintButton() {
  const { t } = useTranslation('ui')
  const [scripted, setScripted] = useState(false)
  useEffect(() => setScripted(true), [])
  if (!scripted) return null
  return (
    <Button type="button" variant="quiet" size="s" onClick={() => window.print()}>
      <Printer aria-hidden size={18} /> {t('print.button')}
    </Button>
  )
}
