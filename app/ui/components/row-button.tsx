import { Button, type ButtonVariant } from './button.tsx'
import { ActionForm } from './form.tsx'

export interface RowButtonProps {
  intent: string
  /** Of what the row is about; sent along. */
  id: string
  label: string
  /** The label with what the row is about, for who hears the button without seeing its row. */
  spoken?: string
  variant?: ButtonVariant
}

/** The button in a row of a list that does something with what the row is about. */
export function RowButton({ intent, id, label, spoken, variant }: RowButtonProps) {
  return (
    <ActionForm intent={intent} name={id} inline>
      <input type="hidden" name="id" value={id} />
      <Button
        name="intent"
        value={intent}
        size="s"
        aria-label={spoken}
        {...(variant ? { variant } : {})}
      >
        {label}
      </Button>
    </ActionForm>
  )
}
