import { z } from 'zod'
import { fieldsOfSource } from '../consent/vocabulary.ts'
import { day, several } from '../financing/terms.ts'

/** What an applicant lets the institution read of its dossier, besides the contact that it enters, and until when. */
export const consentedSchema = z.object({ fields: several(fieldsOfSource.dossier), until: day })
export type Consented = z.output<typeof consentedSchema>
