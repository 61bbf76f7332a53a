import { vitePlugin as remix } from '@remix-run/dev'
import { defineConfig } from 'vite'
import remixOptions from '../../../remix.config.js'
import { mutantPlugin } from './plugin.ts'

/** The pages as they are built for the market, with a switch at each predicate of a right. */
export default defineConfig({
  plugins: [
    mutantPlugin(),
    remix({ ...remixOptions, buildDirectory: 'node_modules/.cache/mutants' }),
  ],
  build: { target: 'es2022', minify: false },
})
