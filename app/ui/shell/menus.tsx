import { Form, Link, useLocation } from '@remix-run/react'
import { Building2, ChevronDown, CircleUserRound, Languages } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../components/button.tsx'
import { cx } from '../components/class.ts'
import { LanguageChoice } from './language.tsx'
import { isAtAudit, type Viewer } from './navigation.ts'

const entry =
  'flex min-h-11 w-full items-center px-4 text-left text-ink no-underline hover:bg-primary-soft -outline-offset-2'

/**
 * A native disclosure, so that it opens without JavaScript; Escape, leaving it, choosing from it or another page closes it,
 * but not a form elsewhere on the page that is answered meanwhile.
 */
function Menu(props: { label: string; face: ReactNode; children: ReactNode; wide?: boolean }) {
  const { pathname, search } = useLocation()
  return (
    <details
      key={pathname + search}
      name="shell-menu"
      className="group relative"
      onKeyDown={({ key: pressed, currentTarget }) => {
        if (pressed !== 'Escape' || !currentTarget.open) return
        currentTarget.open = false
        currentTarget.querySelector('summary')?.focus()
      }}
      onBlur={({ relatedTarget, currentTarget }) => {
        if (relatedTarget && !currentTarget.contains(relatedTarget)) currentTarget.open = false
      }}
    >
      <summary
        aria-label={props.label}
        className="flex min-h-11 items-center gap-1.5 rounded-md px-2 hover:bg-primary-soft"
      >
        {props.face}
        <ChevronDown aria-hidden size={16} className="shrink-0 text-muted group-open:rotate-180" />
      </summary>
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: what is inside is pressed, by keys too */}
      <div
        onClick={({ target, currentTarget }) => {
          const chosen = target instanceof Element && target.closest('a, button')
          const menu = currentTarget.closest('details')
          if (chosen && menu) menu.open = false
        }}
        className={cx(
          'absolute right-0 z-30 mt-1 rounded-md border border-line bg-raised py-1 shadow-card',
          props.wide ? 'w-72 max-w-[90vw]' : 'w-56',
        )}
      >
        {props.children}
      </div>
    </details>
  )
}

export function OrganizationSwitcher({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation('ui')
  const { organization, organizations } = viewer
  const { pathname, search } = useLocation()
  if (!organization && organizations.length === 0) {
    return (
      <LinkButton to="/organizations/new" variant="quiet" size="s" className="max-sm:hidden">
        {t('shell.new_organization')}
      </LinkButton>
    )
  }
  const name = organization?.name ?? t('shell.no_organization')
  return (
    <Menu
      wide
      label={t('shell.switch', { name })}
      face={
        <>
          <Building2 aria-hidden size={20} className="shrink-0 text-muted" />
          <span className="hidden max-w-40 truncate text-sm xl:inline">{name}</span>
        </>
      }
    >
      <p className="px-4 py-1 text-sm text-muted">{t('shell.acting')}</p>
      <Form method="post" action="/switch">
        <input type="hidden" name="next" value={pathname + search} />
        <input type="hidden" name="intent" value="switch" />
        {organizations.map(({ id, name: words }) => (
          <button
            key={id}
            type="submit"
            name="organizationId"
            value={id}
            aria-current={id === organization?.id || undefined}
            className={cx(entry, id === organization?.id && 'font-medium text-link')}
          >
            {words}
          </button>
        ))}
      </Form>
      <hr className="my-1 border-line" />
      {organization && (
        <>
          <Link to={`/organizations/${organization.id}`} className={entry}>
            {t('shell.organization')}
          </Link>
          {!isAtAudit(viewer) && (
            <Link to="/members" className={entry}>
              {t('shell.members')}
            </Link>
          )}
          {organization.verified && ['enterprise', 'institution'].includes(organization.kind) && (
            <Link to="/consents" className={entry}>
              {t('shell.consents')}
            </Link>
          )}
        </>
      )}
      {!isAtAudit(viewer) && (
        <Link to="/organizations/new" className={entry}>
          {t('shell.new_organization')}
        </Link>
      )}
    </Menu>
  )
}

export function AccountMenu({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation('ui')
  return (
    <Menu
      label={t(viewer.unread > 0 ? 'shell.menu_unread' : 'shell.menu', {
        name: viewer.name,
        count: viewer.unread,
      })}
      face={
        <>
          <span className="relative">
            <CircleUserRound aria-hidden size={20} className="shrink-0 text-muted" />
            {viewer.unread > 0 && (
              <span className="absolute -top-0.5 -right-0.5 size-2 rounded-full bg-live" />
            )}
          </span>
          <span className="hidden max-w-24 truncate text-sm xl:inline">{viewer.name}</span>
        </>
      }
    >
      <p className="px-4 py-1 text-sm break-words text-muted">{viewer.name}</p>
      {viewer.unread > 0 && (
        <Link to="/notices" className={entry}>
          {t('shell.notices', { count: viewer.unread })}
        </Link>
      )}
      {!isAtAudit(viewer) && (
        <Link to="/searches" className={entry}>
          {t('shell.searches')}
        </Link>
      )}
      <Link to="/account" className={entry}>
        {t('shell.account')}
      </Link>
      <Link to="/account/security" className={entry}>
        {t('shell.security')}
      </Link>
      <hr className="my-1 border-line" />
      <Form method="post" action="/sign-out">
        <button type="submit" name="intent" value="sign_out" className={entry}>
          {t('shell.sign_out')}
        </button>
      </Form>
    </Menu>
  )
}

/** On phones the same choice stands in the footer. */
export function LanguageMenu() {
  const { t } = useTranslation('ui')
  return (
    <div className="max-sm:hidden">
      <Menu
        label={t('shell.language')}
        face={<Languages aria-hidden size={20} className="shrink-0 text-muted" />}
      >
        <LanguageChoice entryClass={entry} />
      </Menu>
    </div>
  )
}

export function SignInLinks() {
  const { t } = useTranslation('ui')
  return (
    <>
      <LinkButton to="/sign-in" variant="quiet" size="s">
        {t('shell.sign_in')}
      </LinkButton>
      <LinkButton to="/sign-up" variant="primary" size="s">
        {t('shell.sign_up')}
      </LinkButton>
    </>
  )
}
