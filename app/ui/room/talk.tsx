import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChatMessage } from '#app/domain/session/room/state.ts'
import { cx } from '../components/class.ts'
import { useFormat } from '../components/use-format.ts'
import { CommandForm } from './command-form.tsx'
import { useRoomPage } from './context.ts'
import { Guests } from './guests.tsx'
import { People } from './people.tsx'

const tabs = ['chat', 'hosts', 'people'] as const

/** Chat, private words with the hosts, and who is here. Without scripts all three stand below each other. */
export function TalkPanel() {
  const { me, view, connection } = useRoomPage()
  const { t } = useTranslation('room')
  const [tab, setTab] = useState<(typeof tabs)[number]>('chat')
  const id = useId()
  const scripted = connection !== null
  const isHost = me.part === 'host'
  const shown = tabs.filter((tab) => tab !== 'hosts' || !isHost)
  const present = isHost ? Object.keys(view.state.people).length : (connection?.presence ?? 0)
  return (
    <section
      aria-label={t('talk.tabs')}
      className={cx(
        'flex min-h-96 flex-col rounded-lg border border-line bg-raised lg:h-full lg:min-h-60',
        scripted ? 'overflow-hidden' : 'overflow-y-auto',
      )}
    >
      {scripted && (
        <div
          role="tablist"
          aria-label={t('talk.tabs')}
          className="flex border-b border-line"
          onKeyDown={({ key }) => {
            const step = { ArrowRight: 1, ArrowLeft: -1 }[key]
            if (!step) return
            const next = shown.at((shown.indexOf(tab) + step) % shown.length) ?? tab
            setTab(next)
            document.getElementById(`${id}-${next}`)?.focus()
          }}
        >
          {shown.map((item) => (
            <button
              key={item}
              type="button"
              role="tab"
              id={`${id}-${item}`}
              aria-selected={tab === item}
              aria-controls={`${id}-panel-${item}`}
              tabIndex={tab === item ? 0 : -1}
              onClick={() => setTab(item)}
              className={cx(
                'min-h-11 flex-1 border-b-2 px-2 text-sm -outline-offset-2',
                tab === item
                  ? 'border-primary font-medium text-ink'
                  : 'border-transparent text-muted hover:text-link',
              )}
            >
              {t(`talk.${item}`)}
              {item === 'people' && ` ${present}`}
            </button>
          ))}
        </div>
      )}
      {shown.map((item) => (
        <section
          key={item}
          id={`${id}-panel-${item}`}
          role={scripted ? 'tabpanel' : undefined}
          aria-label={t(`talk.${item}`)}
          hidden={scripted && tab !== item}
          className="flex min-h-0 flex-1 flex-col [&[hidden]]:hidden"
        >
          {item === 'chat' && <Chat />}
          {item === 'hosts' && <OwnAside />}
          {item === 'people' && (isHost ? <People /> : <Guests open={scripted && tab === item} />)}
        </section>
      ))}
    </section>
  )
}

function Chat() {
  const { view, me } = useRoomPage()
  const { t } = useTranslation('room')
  return (
    <>
      <Words words={view.state.chat} empty={t('talk.empty')} />
      {me.part === 'observer' ? (
        <p className="border-t border-line p-3 text-sm text-muted">{t('talk.observer')}</p>
      ) : (
        <SayForm label={t('talk.say_label')} placeholder={t('talk.say')} />
      )}
    </>
  )
}

function OwnAside() {
  const { view, me } = useRoomPage()
  const { t } = useTranslation('room')
  return (
    <>
      <Words words={view.state.asides[me.personId] ?? []} empty={t('talk.empty_hosts')} />
      {me.part !== 'observer' && (
        <SayForm
          label={t('talk.to_hosts_label')}
          placeholder={t('talk.to_hosts_hint')}
          body={{ toHosts: true }}
        />
      )}
    </>
  )
}

export interface SayFormProps {
  label: string
  placeholder: string
  body?: Record<string, string | boolean>
  send?: string
}

export function SayForm({ label, placeholder, body = {}, send }: SayFormProps) {
  const { t } = useTranslation('room')
  return (
    <CommandForm
      type="say"
      body={body}
      label={send ?? t('talk.send')}
      className="flex flex-wrap items-center gap-2 border-t border-line p-3"
    >
      <input
        type="text"
        name="text"
        required
        maxLength={500}
        autoComplete="off"
        aria-label={label}
        placeholder={placeholder}
        className="min-h-11 min-w-0 flex-1 rounded-md border border-edge bg-raised px-3 text-base placeholder:text-muted"
      />
    </CommandForm>
  )
}

/** What was said, the newest at the bottom and in sight. */
export function Words({ words, empty }: { words: readonly ChatMessage[]; empty: string }) {
  const list = useRef<HTMLOListElement>(null)
  const last = words.at(-1)?.seq
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new word is brought into sight
  useEffect(() => {
    const { current } = list
    if (current) current.scrollTop = current.scrollHeight
  }, [last])
  if (words.length === 0) return <p className="flex-1 p-4 text-sm text-muted">{empty}</p>
  return (
    <ol
      ref={list}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard
      tabIndex={0}
      className="max-h-[28rem] min-h-0 flex-1 overflow-y-auto px-4 py-2 -outline-offset-2 lg:max-h-none"
    >
      {words.map((word) => (
        <Word key={word.seq} said={word} />
      ))}
    </ol>
  )
}

function Word({ said }: { said: ChatMessage }) {
  const { view, me } = useRoomPage()
  const { t } = useTranslation('room')
  const format = useFormat()
  const { personId, organizationId, seq, at } = said
  const isHost = personId !== undefined && view.state.people[personId]?.part === 'host'
  return (
    <li className="py-1.5">
      <p className="flex items-baseline gap-2 text-sm">
        <span className={cx('font-medium', isHost && 'text-link')}>
          {format.person((personId && view.people[personId]) || '')}
        </span>
        <span className="min-w-0 flex-1 truncate text-muted">
          {isHost ? t('talk.host') : organizationId && view.names[organizationId]}
        </span>
        <time dateTime={at} className="text-muted tabular-nums">
          {new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(11, 16)}
        </time>
      </p>
      <div className="flex items-start gap-2">
        <p className="min-w-0 flex-1">{view.texts[seq] ?? t('talk.removed')}</p>
        {me.part === 'host' && personId !== me.personId && (
          <CommandForm
            type="take_down"
            body={{ seq }}
            label={t('talk.take_down')}
            variant="quiet"
            size="s"
          />
        )}
      </div>
    </li>
  )
}
