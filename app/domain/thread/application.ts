import { z } from 'zod'
import { consentFields } from '../consent/vocabulary.ts'
import { day, several } from '../financing/terms.ts'

/** What an applicant lets the institution read besides its contact, and until when. */
export const consentedSchema = z.object({ fields: several(consentFields), until: day })
export type Consented = z.output<typeof consentedSchema>
