import { vitePlugin as remix } from '@remix-run/dev'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'
import { denyImports } from 'vite-env-only'
import remixOptions from './remix.config.js'

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true
  }
}

export default defineConfig({
  plugins: [
    denyImports({
      client: { files: ['**/*.server.*', 'db/**', 'search/**', 'realtime/index.ts'] },
    }),
    tailwindcss(),
    remix(remixOptions),
  ],
  server: { watch: { ignored: ['**/.data/**', '**/build/**', '**/tests/**'] } },
  // What browsers load; routes are left out, for the scan would read their server half too.
  optimizeDeps: {
    entries: ['app/entry.client.tsx', 'app/ui/**/*.tsx', 'realtime/client.ts'],
    exclude: ['@node-rs/argon2'],
  },
  build: { target: 'es2022' },
})
