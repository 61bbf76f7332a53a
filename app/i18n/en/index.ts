import type { Faultless, Faults } from '../mirror.ts'
import type zhCN from '../zh-CN/index.ts'
import format from './format.ts'

const messages = { format }

/** A key that English lacks, or has alone, is named here by the compiler. */
export type Checked = Faultless<Faults<Pick<typeof zhCN, keyof typeof messages>, typeof messages>>

export default messages
