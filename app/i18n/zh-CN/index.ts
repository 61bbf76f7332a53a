import common from './common.ts'
import done from './done.ts'
import home from './home.ts'
import message from './message.ts'
import notice from './notice.ts'
import people from './people.ts'
import refusal from './refusal.ts'
import state from './state.ts'
import ui from './ui.ts'

/** Namespaces of messages; a noun has one file each. */
export default { common, done, home, message, notice, people, refusal, state, ui }
