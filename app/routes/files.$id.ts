import { openFile, openPreview } from '#app/domain/file/read.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { fileResponse } from '#app/http/file-response.ts'
import { idParam } from '#app/http/params.ts'
import { load } from '#app/http/route.ts'

export const handle = { access: 'everyone' } satisfies RouteHandle

/** A file, or with `?preview` its small picture. */
export const loader = load(handle.access, async ({ actor, db, params, url }) => {
  const open = url.searchParams.has('preview') ? openPreview : openFile
  return fileResponse(await open(db, actor, idParam(params)))
})
