import { Readable } from 'node:stream'
import { createReadableStreamFromReadable } from '@remix-run/node'
import { isPicture } from '#app/domain/file/file.ts'
import { openFile, openPreview } from '#app/domain/file/read.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { idParam } from '#app/http/params.ts'
import { load } from '#app/http/route.ts'

export const handle = { access: 'everyone' } satisfies RouteHandle

/** A file, or with `?preview` its small picture; it may do nothing in a browser but show itself. */
export const loader = load(handle.access, async ({ actor, db, params, url }) => {
  const open = url.searchParams.has('preview') ? openPreview : openFile
  const { name, mediaType, size, open: isPublic, content } = await open(db, actor, idParam(params))
  const shown = isPicture(mediaType) || mediaType === 'application/pdf' ? 'inline' : 'attachment'
  return new Response(createReadableStreamFromReadable(Readable.from(content)), {
    headers: {
      'Content-Type': mediaType,
      'Content-Length': String(size),
      'Content-Disposition': `${shown}; filename*=UTF-8''${encodeURIComponent(name)}`,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': isPublic ? 'private, max-age=600' : 'private, no-store',
    },
  })
})
