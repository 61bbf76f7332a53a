import common from './common.ts'
import done from './done.ts'
import message from './message.ts'
import notice from './notice.ts'
import people from './people.ts'
import refusal from './refusal.ts'
import room from './room.ts'
import session from './session.ts'
import state from './state.ts'
import ui from './ui.ts'

/** Namespaces of messages; a noun has one file each. */
export default { common, done, message, notice, people, refusal, room, session, state, ui }
