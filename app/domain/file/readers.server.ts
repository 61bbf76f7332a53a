import type { Queryable } from '#db'
import { type Actor, isOfficerFor } from '../actor.ts'
import { mayReadPosts } from '../conversation/policy.server.ts'
import { findPictureReading } from '../listing/pictures.server.ts'
import type { FileSubject } from './file.ts'

export interface FileRow {
  organizationId: string | null
  uploadedBy: string
  subjectId: string
}

type Reading =
  /** By a right of one's own. */
  | 'own'
  /** As the public may. */
  | 'public'
  /** By office: the read is recorded. */
  | 'office'
  | null

/** Under whose rights the files of each subject are read. */
const readers: Record<
  FileSubject['kind'],
  (q: Queryable, actor: Actor | null, file: FileRow) => Promise<Reading>
> = {
  /** Licences and letters: who brought them, and the officers who decide on them. */
  standing: async (_q, actor, file) => {
    if (actor?.personId === file.uploadedBy) return 'own'
    return file.organizationId && isOfficerFor(actor, file.organizationId) ? 'office' : null
  },
  /** What came with a message: the two sides of the conversation. */
  post: async (q, actor, file) => ((await mayReadPosts(q, actor, file.subjectId)) ? 'own' : null),
  /** Pictures of what is offered or sought: as the listing itself. */
  listing: (q, actor, file) => findPictureReading(q, actor, file.subjectId),
}

/** How the actor may read a file; null when they may not. */
export const findReading = (
  q: Queryable,
  actor: Actor | null,
  kind: FileSubject['kind'],
  file: FileRow,
): Promise<Reading> => readers[kind](q, actor, file)
