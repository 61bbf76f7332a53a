/** The terms of financing that products, requests and offers share. */
export default {
  guarantees: 'Security',
  guarantee: {
    credit: 'unsecured',
    mortgage: 'mortgage',
    pledge: 'pledge',
    ip_pledge: 'pledge of intellectual property',
    receivable: 'receivables',
    guarantee: 'guarantee',
  },
  repayments: 'Repayment',
  repayment: {
    interest_first: 'interest first, principal at the end',
    anytime: 'drawn and repaid at any time',
    equal_installments: 'equal instalments',
    equal_principal: 'equal principal',
    at_maturity: 'principal and interest at maturity',
  },
  urgency: { normal: 'normal', soon: 'within a month', urgent: 'within a week' },
  amount: 'Amount',
  rate: 'Yearly rate',
  term: 'Term',
  wan: '× CNY 10,000',
  percent: '%',
  months: 'months',
  working_days: 'working days',
  up_to_rate: 'at most {{rate}}',
}
