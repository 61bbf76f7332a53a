import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button } from '../components/button.tsx'
import { SelectField } from '../components/field.tsx'

export interface TopicFilterProps {
  topics: readonly string[]
  chosen: string | null
  unread: boolean
}

/** Shows one topic only; the choice stays in the address. */
export function TopicFilter({ topics, chosen, unread }: TopicFilterProps) {
  const { t } = useTranslation('notification')
  return (
    <Form className="flex flex-wrap items-center gap-x-3">
      {unread && <input type="hidden" name="unread" value="1" />}
      <SelectField
        key={chosen}
        name="topic"
        label={t('topic')}
        defaultValue={chosen ?? 'all'}
        options={['all', ...topics].map((item) => ({ value: item, label: t(`topics.${item}`) }))}
        required
      />
      <Button size="s">{t('filter')}</Button>
    </Form>
  )
}
