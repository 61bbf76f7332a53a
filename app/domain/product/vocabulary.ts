import type { Guarantee, Repayment } from '../financing/vocabulary.ts'

const guaranteeSigns: readonly (readonly [Guarantee, RegExp])[] = [
  ['credit', /信用|无抵押|免抵押|纯信用/],
  ['mortgage', /(?<![无免])抵押|抵（质）押|抵质押/],
  ['ip_pledge', /知识产权|专利权?质押|商标权?质押/],
  ['receivable', /应收账款|保理|订单|合同预期回款|确权/],
  ['pledge', /(?<!产权|专利|商标)质押|抵（质）押|抵质押|股权|存单/],
  ['guarantee', /(?<!无抵押)担保|保证|风险补偿|共同借款/],
]

const repaymentSigns: readonly (readonly [Repayment, RegExp])[] = [
  ['interest_first', /先息后本|按[月季期](?:、按季|\/月)?(?:付|结|还)息/],
  ['anytime', /随借随还|随时还/],
  ['equal_installments', /等额本息|分期/],
  ['equal_principal', /等额本金|按[月季](?:、按季)?还本/],
  ['at_maturity', /到期(?:一次性?)?(?:还本|还清|还款)|一次性/],
]

/** The kinds of security that a text names. */
export const readGuarantees = (text: string): Guarantee[] =>
  guaranteeSigns.filter(([, sign]) => sign.test(text)).map(([name]) => name)

export const readRepayments = (text: string): Repayment[] =>
  repaymentSigns.filter(([, sign]) => sign.test(text)).map(([name]) => name)

/** The tiers that a text addresses, in the order of the ladder. */
export function readTiers(text: string): string[] {
  const tiers: string[] = []
  if (/创新型|科技型中小|科小/.test(text)) tiers.push('innovative')
  if (/专精特新(?!.?小巨人)/.test(text)) tiers.push('specialized')
  if (/小巨人/.test(text)) tiers.push('little_giant')
  if (/单项冠军/.test(text)) tiers.push('champion')
  return tiers
}
