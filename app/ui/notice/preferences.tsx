import { useTranslation } from 'react-i18next'
import { noticeCategories } from '#app/domain/event.ts'
import { type Choice, isOptional, mailChoices, smsChoices } from '#app/domain/notice/notice.ts'
import { SelectField } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'
import { Card } from '../components/page.tsx'

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
        {noticeCategories.map((topic) => {
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
                      .filter((mailChoice) => !fixed || mailChoice === 'now')
                      .map((mailChoice) => ({
                        value: mailChoice,
                        label: t(`mails.${mailChoice}`),
                      }))}
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
                    options={smsChoices.map((smsChoice) => ({
                      value: smsChoice,
                      label: t(`sms_choices.${smsChoice}`),
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
