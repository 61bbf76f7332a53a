import { defineEvents } from '../event.ts'

/** Imports: what happens there and who is told. */
export const importEvents = defineEvents('people', {
  import_done: { to: ['officer'], params: ['created', 'name', 'rejected', 'updated'] },
  import_failed: { to: ['officer'], params: ['name'] },
})
