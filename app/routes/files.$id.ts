import { openFile } from '#app/domain/file/read.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { idParam } from '#app/http/params.ts'
import { load } from '#app/http/route.ts'

export const handle = { access: 'signed_in' } satisfies RouteHandle

/** A file as it was uploaded; it may do nothing in a browser but show itself. */
export const loader = load(handle.access, async ({ actor, db, params }) => {
  const { name, mediaType, content } = await openFile(db, actor, idParam(params))
  return new Response(new Uint8Array(content), {
    headers: {
      'Content-Type': mediaType,
      'Content-Disposition': `inline; filename*=UTF-8''${encodeURIComponent(name)}`,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cache-Control': 'private, no-store',
    },
  })
})
