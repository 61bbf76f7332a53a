import { useTranslation } from 'react-i18next'
import { noticeTopics } from '#app/domain/event.ts'
import { type Choice, isOptional, mailChoices, smsChoices } from '#app/domain/notice/notice.ts'
import { SelectField } from '../blocks/field.tsx'
import { ActionForm } from '../blocks/form.tsx'
import { Card } from '../blocks/page.tsx'

export interface PreferencesProps {
  choices: Record<string, Choice>
  reach: { mail: boolean; sms: boolean }
}

/** How one is written to, topic by topic. What can't be chosen for want of an address is said and kept. */
export function Preferences({ choices, reach }: PreferencesProps) {
  const { t } = useTranslation('notification')
  return (
    <Card>
      {!reach.mail && <p className="mb-3 text-muted">{t('no_mail')}</p>}
      {!reach.sms && <p className="mb-3 text-muted">{t('no_sms')}</p>}
      <ActionForm intent="choose" submitLabel={t('save')}>
        {noticeTopics.map((topic) => {
          const choice = choices[topic] ?? { mail: 'off', sms: 'off' }
          const fixed = !isOptional(topic)
          return (
            <fieldset key={topic} className="border-b border-line pb-2 last:border-b-0">
              <legend className="font-medium">{t(`topics.${topic}`)}</legend>
              <p className="text-sm text-muted">{t(`hints.${topic}`)}</p>
              <div className="grid gap-x-4 sm:grid-cols-2">
                {reach.mail ? (
                  <SelectField
                    name={`${topic}_mail`}
                    label={t('mail')}
                    defaultValue={choice.mail}
                    options={mailChoices
                      .filter((one) => !fixed || one === 'now')
                      .map((one) => ({ value: one, label: t(`mails.${one}`) }))}
                    required
                  />
                ) : (
                  <input type="hidden" name={`${topic}_mail`} value={choice.mail} />
                )}
                {reach.sms ? (
                  <SelectField
                    name={`${topic}_sms`}
                    label={t('sms')}
                    defaultValue={choice.sms}
                    options={smsChoices.map((one) => ({
                      value: one,
                      label: t(`sms_choices.${one}`),
                    }))}
                    required
                  />
                ) : (
                  <input type="hidden" name={`${topic}_sms`} value={choice.sms} />
                )}
              </div>
            </fieldset>
          )
        })}
      </ActionForm>
    </Card>
  )
}
