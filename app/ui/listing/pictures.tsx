import { useTranslation } from 'react-i18next'
import { acceptPictures, type FileView } from '#app/domain/file/file.ts'
import { MAX_PICTURES } from '#app/domain/listing/vocabulary.ts'
import { TextField } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'
import { Section } from '../components/page.tsx'

export type PictureView = Pick<FileView, 'id' | 'width' | 'height'>

/** What is offered or sought, to look at; each opens whole. */
export function Gallery({ title, pictures }: { title: string; pictures: readonly PictureView[] }) {
  const { t } = useTranslation('listing')
  if (pictures.length === 0) return null
  return (
    <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3">
      {pictures.map(({ id, width, height }, index) => (
        <li key={id} className={index === 0 ? 'col-span-2 row-span-2' : undefined}>
          <a href={`/files/${id}`} target="_blank" rel="noreferrer" className="block size-full">
            <img
              src={index === 0 ? `/files/${id}` : `/files/${id}?preview`}
              alt={t('picture_of', { title, number: index + 1 })}
              width={width ?? undefined}
              height={height ?? undefined}
              loading={index === 0 ? 'eager' : 'lazy'}
              className="aspect-4/3 size-full rounded-lg border border-line bg-sunken object-cover"
            />
          </a>
        </li>
      ))}
    </ul>
  )
}

/** Adding and removing pictures, as long as the listing is not out. */
export function PictureEditor({ pictures }: { pictures: readonly PictureView[] }) {
  const { t } = useTranslation('listing')
  return (
    <Section title={t('pictures')}>
      {pictures.length > 0 && (
        <ul className="mb-4 flex flex-wrap gap-3">
          {pictures.map(({ id }, index) => (
            <li key={id} className="flex flex-col gap-1">
              <img
                src={`/files/${id}?preview`}
                alt={t('picture_of', { title: t('field.pictures'), number: index + 1 })}
                className="h-28 w-auto rounded-md border border-line object-cover"
              />
              <ActionForm
                inline
                intent="remove_picture"
                name={id}
                submitLabel={t('picture_remove', { number: index + 1 })}
                submitVariant="quiet"
                submitSize="s"
              >
                <input type="hidden" name="fileId" value={id} />
              </ActionForm>
            </li>
          ))}
        </ul>
      )}
      {pictures.length < MAX_PICTURES && (
        <ActionForm
          key={pictures.length}
          intent="add_pictures"
          encType="multipart/form-data"
          submitLabel={t('pictures_add')}
          submitVariant="secondary"
        >
          <TextField
            name="pictures"
            type="file"
            multiple
            required
            accept={acceptPictures}
            label={t('field.pictures')}
            hint={t('hint.pictures', { count: MAX_PICTURES })}
          />
        </ActionForm>
      )}
    </Section>
  )
}
