import { Readable } from 'node:stream'
import { createReadableStreamFromReadable } from '@remix-run/node'
import { isPicture } from '#app/domain/file/file.ts'
import type { OpenedFile } from '#app/domain/file/read.server.ts'

/** A file as it was kept; it may do nothing in a browser but show itself. */
export function fileResponse({ name, mediaType, size, open, content }: OpenedFile): Response {
  const shown = isPicture(mediaType) || mediaType === 'application/pdf' ? 'inline' : 'attachment'
  return new Response(createReadableStreamFromReadable(Readable.from(content)), {
    headers: {
      'Content-Type': mediaType,
      'Content-Length': String(size),
      'Content-Disposition': `${shown}; filename*=UTF-8''${encodeURIComponent(name)}`,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': open ? 'private, max-age=600' : 'private, no-store',
    },
  })
}
