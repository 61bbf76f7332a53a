import { z } from 'zod'
import { type NoticeCategory, noticeCategories } from '../event.ts'
import { mailChoices, smsChoices } from './notice.ts'

/** The form of the preferences: two fields for each topic. */
export const preferencesSchema = z.object(
  Object.fromEntries(
    noticeCategories.flatMap((topic) => [
      [`${topic}_mail`, z.enum(mailChoices)],
      [`${topic}_sms`, z.enum(smsChoices)],
    ]),
  ) as Record<`${NoticeCategory}_mail`, z.ZodEnum<{ now: 'now'; digest: 'digest'; off: 'off' }>> &
    Record<`${NoticeCategory}_sms`, z.ZodEnum<{ now: 'now'; off: 'off' }>>,
)
