import { useTranslation } from 'react-i18next'
import { MAX_POST_LENGTH } from '#app/domain/conversation/conversation.ts'
import { acceptFiles, type FileView } from '#app/domain/file/file.ts'
import { cx } from '../components/class.ts'
import { TextArea, TextField } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'
import { Instant, type Moment } from '../components/formatted-values.tsx'
import { Section } from '../components/page.tsx'
import { useFormat } from '../components/use-format.ts'
import { useReply } from '../components/use-reply.ts'
import { FileList } from '../file/file-list.tsx'

export interface ConversationProps {
  open: boolean
  posts: readonly {
    id: string
    at: Moment
    own: boolean
    organization: string
    person: string | null
    text: string | null
    files: readonly FileView[]
  }[]
}

/** What the two sides wrote to each other, one's own at the right, and the next word. */
export function Conversation({ conversation }: { conversation: ConversationProps }) {
  const { t } = useTranslation('conversation')
  const { open, posts } = conversation
  return (
    <Section title={t('title')}>
      {posts.length === 0 ? (
        <p className="text-muted">{open ? t('empty') : t('empty_over')}</p>
      ) : (
        <ol className="flex flex-col gap-4">
          {posts.map((post) => (
            <Post key={post.id} post={post} />
          ))}
        </ol>
      )}
      {open ? <Writing sent={posts.length} /> : <p className="mt-4 text-muted">{t('over')}</p>}
    </Section>
  )
}

function Post({ post }: { post: ConversationProps['posts'][number] }) {
  const { t } = useTranslation('conversation')
  const format = useFormat()
  const { own, organization, person, at, text, files } = post
  return (
    <li className={cx('flex max-w-reading flex-col gap-1', own && 'items-end self-end')}>
      <p className="text-sm text-muted">
        {organization}
        {` · ${format.person(person)}`} · <Instant at={at} />
      </p>
      <div
        className={cx(
          'flex flex-col gap-2 rounded-lg border border-line px-4 py-2.5',
          own ? 'bg-primary-soft' : 'bg-raised',
        )}
      >
        {text && <p className="whitespace-pre-wrap break-words">{text}</p>}
        {!text && files.length === 0 && <p className="text-muted">{t('erased')}</p>}
        <FileList files={files} />
      </div>
    </li>
  )
}

/** Once a post is sent, the form begins anew; what was refused stays in it. */
function Writing({ sent }: { sent: number }) {
  const { t } = useTranslation('conversation')
  const reply = useReply()
  const done = reply?.intent === 'post' && Object.keys(reply.errors).length === 0
  return (
    <ActionForm
      key={done ? sent : 'writing'}
      intent="post"
      encType="multipart/form-data"
      submitLabel={t('send')}
      submitVariant="secondary"
      className="mt-4"
    >
      <TextArea name="text" label={t('text')} rows={3} maxLength={MAX_POST_LENGTH} />
      <TextField
        name="files"
        type="file"
        multiple
        accept={acceptFiles}
        label={t('files')}
        hint={t('files_hint')}
      />
    </ActionForm>
  )
}
