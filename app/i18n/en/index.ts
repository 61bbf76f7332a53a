import type { Faultless, Faults } from '../mirror.ts'
import type zhCN from '../zh-CN/index.ts'
import api from './api.ts'
import appeal from './appeal.ts'
import audit from './audit.ts'
import common from './common.ts'
import consent from './consent.ts'
import conversation from './conversation.ts'
import deal from './deal.ts'
import desk from './desk.ts'
import done from './done.ts'
import factor from './factor.ts'
import financing from './financing.ts'
import format from './format.ts'
import help from './help.ts'
import holiday from './holiday.ts'
import home from './home.ts'
import hosting from './hosting.ts'
import importing from './import.ts'
import industry from './industry.ts'
import interest from './interest.ts'
import ledger from './ledger.ts'
import listing from './listing.ts'
import matching from './matching.ts'
import message from './message.ts'
import notice from './notice.ts'
import notification from './notification.ts'
import organization from './organization.ts'
import people from './people.ts'
import privacy from './privacy.ts'
import product from './product.ts'
import refusal from './refusal.ts'
import request from './request.ts'
import room from './room.ts'
import search from './search.ts'
import session from './session.ts'
import staff from './staff.ts'
import state from './state.ts'
import template from './template.ts'
import thread from './thread.ts'
import ui from './ui.ts'
import webhook from './webhook.ts'

/** The same namespaces as in zh-CN, file by file. */
const messages = {
  api,
  appeal,
  audit,
  common,
  consent,
  conversation,
  deal,
  desk,
  done,
  factor,
  financing,
  format,
  help,
  holiday,
  home,
  import: importing,
  hosting,
  industry,
  interest,
  ledger,
  listing,
  matching,
  message,
  notice,
  notification,
  organization,
  people,
  privacy,
  product,
  refusal,
  request,
  room,
  search,
  session,
  staff,
  state,
  template,
  thread,
  ui,
  webhook,
}

/** A sentence that English lacks, or has alone, is named here by the compiler. */
export type Checked = Faultless<Faults<typeof zhCN, typeof messages>>

export default messages
