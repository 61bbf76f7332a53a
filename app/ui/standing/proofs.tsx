import { useTranslation } from 'react-i18next'
import { acceptFiles } from '#app/domain/file/file.ts'
import { TextArea, TextField } from '../components/field.tsx'

export interface ProofsProps {
  /** An earlier file stands when none is chosen. */
  again?: boolean
  letter: 'required' | 'optional' | 'none'
}

/** The licence, the letter of authorisation, and what the officer should know. */
export function Proofs({ again = false, letter }: ProofsProps) {
  const { t } = useTranslation('people')
  const againHint = again ? ` ${t('standing.licence_again')}` : ''
  const letterHint =
    letter === 'required' ? 'standing.letter_hint' : 'standing.letter_optional_hint'
  return (
    <>
      <TextField
        name="licence"
        type="file"
        accept={acceptFiles}
        label={t('standing.licence')}
        hint={t('standing.licence_hint') + againHint}
        required={!again}
      />
      {letter !== 'none' && (
        <TextField
          name="letter"
          type="file"
          accept={acceptFiles}
          label={t('standing.letter')}
          hint={t(letterHint) + againHint}
          required={letter === 'required' && !again}
        />
      )}
      <TextArea name="note" label={t('standing.note')} hint={t('standing.note_hint')} rows={3} />
    </>
  )
}
