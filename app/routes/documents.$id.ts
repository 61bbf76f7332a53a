import { openDocument } from '#app/domain/dossier/read.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { fileResponse } from '#app/http/file-response.ts'
import { idParam } from '#app/http/params.ts'
import { load } from '#app/http/route.ts'

export const handle = { access: 'verified' } satisfies RouteHandle

/** A private paper of an enterprise: its own, or under a consent. */
export const loader = load(handle.access, async ({ actor, db, params }) =>
  fileResponse(await openDocument(db, actor, idParam(params))),
)
