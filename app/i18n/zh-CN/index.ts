import common from './common.ts'
import done from './done.ts'
import importing from './import.ts'
import refusal from './refusal.ts'
import state from './state.ts'
import ui from './ui.ts'

/** Namespaces of messages; a noun has one file each. */
export default { common, done, import: importing, refusal, state, ui }
