import common from './common.ts'
import desk from './desk.ts'
import done from './done.ts'
import financing from './financing.ts'
import home from './home.ts'
import ledger from './ledger.ts'
import message from './message.ts'
import notice from './notice.ts'
import people from './people.ts'
import product from './product.ts'
import refusal from './refusal.ts'
import request from './request.ts'
import state from './state.ts'
import thread from './thread.ts'
import ui from './ui.ts'

/** Namespaces of messages; a noun has one file each. */
export default {
  common,
  desk,
  done,
  financing,
  home,
  ledger,
  message,
  notice,
  people,
  product,
  refusal,
  request,
  state,
  thread,
  ui,
}
