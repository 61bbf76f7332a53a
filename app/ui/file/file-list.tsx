import { useTranslation } from 'react-i18next'
import { type FileView, isPicture } from '#app/domain/file/file.ts'
import { formatSize } from '#app/i18n/format.ts'

/** Files to open: pictures as small pictures, papers by name, type and size. */
export function FileList({ files }: { files: readonly FileView[] }) {
  const { t } = useTranslation('conversation')
  if (files.length === 0) return null
  return (
    <ul className="flex flex-wrap gap-3">
      {files.map(({ id, name, mediaType, size, width, height }) => (
        <li key={id}>
          <a href={`/files/${id}`} target="_blank" rel="noreferrer" className="prose-link block">
            {isPicture(mediaType) ? (
              <img
                src={`/files/${id}?preview`}
                alt={name}
                loading="lazy"
                width={width ?? undefined}
                height={height ?? undefined}
                className="h-28 w-auto rounded-md border border-line object-cover"
              />
            ) : (
              <span className="inline-flex min-h-11 items-center gap-2 rounded-md border border-line bg-plane px-3">
                <span className="max-w-64 truncate">{name}</span>
                <span className="shrink-0 text-sm text-muted">{formatSize(size)}</span>
              </span>
            )}
            <span className="sr-only">{t('opens_new_window')}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}
