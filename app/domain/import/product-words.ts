import type { Guarantee, Repayment, Tier } from '../financing/terms.ts'

const guaranteeSigns: readonly (readonly [Guarantee, RegExp])[] = [
  ['credit', /信用|无抵押|免抵押/],
  ['guarantee', /(?<!无抵押)担保|保证|共同借款/],
  ['mortgage', /(?<![无免])抵押|抵（质）押|抵质押/],
  ['pledge', /(?<!产权|专利|专利权|商标)质押|抵（质）押|抵质押|股权|存单/],
  ['receivable', /应收账款|保理|订单|合同预期回款|确权/],
  ['intellectual_property', /知识产权|专利权?质押|商标权?质押/],
]

const repaymentSigns: readonly (readonly [Repayment, RegExp])[] = [
  ['revolving', /随借随还|随时还|循环/],
  ['interest_first', /先息后本|按[月季期](?:[、/][按]?[月季])*(?:付|结|还)?息/],
  ['equal_instalments', /等额本息|等额本金|分期|按月、按季还本/],
  ['bullet', /到期(?:一次性?)?(?:还本|还清|还款)|到期一次性/],
]

/** What secures a loan, as a text names it. */
export const readGuarantees = (text: string): Guarantee[] =>
  guaranteeSigns.filter(([, sign]) => sign.test(text)).map(([name]) => name)

/** How a loan is paid back, as a text names it. */
export const readRepayments = (text: string): Repayment[] =>
  repaymentSigns.filter(([, sign]) => sign.test(text)).map(([name]) => name)

const tierSigns: readonly (readonly [Tier, RegExp])[] = [
  ['innovative', /创新型|科技型中小|科小/],
  ['specialized', /专精特新(?!.?小巨人)/],
  ['little_giant', /小巨人/],
  ['champion', /单项冠军/],
]

/** The tiers that a text addresses, in the order of the ladder. */
export const readTiers = (text: string): Tier[] =>
  tierSigns.filter(([, sign]) => sign.test(text)).map(([name]) => name)
