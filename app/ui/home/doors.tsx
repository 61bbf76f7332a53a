import { Link } from '@remix-run/react'
import { Banknote, Factory, RadioTower } from 'lucide-react'
import { useTranslation } from 'react-i18next'

const doors = [
  { key: 'money', to: '/search?kind=product', Icon: Banknote },
  { key: 'firms', to: '/search?kind=listing', Icon: Factory },
  { key: 'sessions', to: '/sessions', Icon: RadioTower },
] as const

/** Three ways straight into a task. */
export function Doors() {
  const { t } = useTranslation('home')
  return (
    <ul className="grid gap-4 md:grid-cols-3">
      {doors.map(({ key, to, Icon }) => (
        <li key={key}>
          <Link
            to={to}
            className="flex h-full gap-4 rounded-lg border border-line bg-raised p-5 text-ink no-underline shadow-card hover:border-link"
          >
            <Icon aria-hidden size={28} className="mt-0.5 shrink-0 text-link" />
            <span>
              <span className="block text-lg font-semibold text-link">{t(`door.${key}`)}</span>
              <span className="text-muted">{t(`door.${key}_text`)}</span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
