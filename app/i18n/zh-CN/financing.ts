/** The terms of financing that products, requests and offers share. */
export default {
  guarantees: '担保方式',
  guarantee: {
    credit: '信用',
    mortgage: '抵押',
    pledge: '质押',
    ip_pledge: '知识产权质押',
    receivable: '应收账款',
    guarantee: '保证或担保公司担保',
  },
  repayments: '还款方式',
  repayment: {
    interest_first: '先息后本',
    anytime: '随借随还',
    equal_installments: '等额本息',
    equal_principal: '等额本金',
    at_maturity: '到期一次还本付息',
  },
  urgency: { normal: '一般', soon: '一个月内', urgent: '一周内' },
  amount: '金额',
  rate: '年化利率',
  term: '期限',
  wan: '万元',
  percent: '%',
  months: '个月',
  working_days: '个工作日',
  up_to_rate: '不高于 {{rate}}',
}
