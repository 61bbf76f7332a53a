import common from './common.ts'
import done from './done.ts'
import importing from './import.ts'
import message from './message.ts'
import notice from './notice.ts'
import organization from './organization.ts'
import people from './people.ts'
import refusal from './refusal.ts'
import search from './search.ts'
import state from './state.ts'
import ui from './ui.ts'

/** Namespaces of messages; a noun has one file each. */
export default {
  common,
  done,
  import: importing,
  message,
  notice,
  organization,
  people,
  refusal,
  search,
  state,
  ui,
}
