/** The words that the three usual templates of sessions begin with; a host changes them as they like. */
export default {
  financing: {
    name: 'Financing session',
    title: 'Financing session',
    summary:
      'Enterprises say on stage what they need; institutions claim and make offers on the spot.\nFor enterprises that need money soon, and loan officers who can decide.\nPlease prepare: accounts of two years, tax certificate of one year, main contracts.',
    item: {
      opening: 'Opening',
      policy: 'Policies and products in brief',
      products: 'Institutions show their products',
      pitches: 'Enterprises on stage',
      talks: 'Open talks',
      closing: 'Summary and next steps',
    },
    round: { first: 'First claim round', second: 'Second claim round' },
    question: {
      need: 'What you need most',
      amount: 'Amount planned (× CNY 10,000)',
      bank: 'Your banks at present',
    },
    option: {
      loan: 'working capital',
      equipment: 'equipment and premises',
      guarantee: 'guarantee',
      equity: 'equity',
    },
  },
  sourcing: {
    name: 'Sourcing session',
    title: 'Sourcing session',
    summary:
      'Buyers say what they need, suppliers answer, and both talk one to one.\nFor buyers with a plan, and enterprises that deliver in time.\nPlease prepare: catalogue, certificates, samples.',
    item: {
      opening: 'Opening',
      buyers: 'Buyers say what they need',
      suppliers: 'Suppliers introduce themselves',
      talks: 'Talks one to one',
      closing: 'What came of it',
    },
    question: {
      side: 'What brings you',
      goods: 'Products you buy or supply',
      certificates: 'Certificates you hold',
      samples: 'I bring samples',
    },
    option: { buy: 'buying', sell: 'supplying', both: 'both' },
  },
  training: {
    name: 'Training',
    title: 'Training for enterprises',
    summary:
      'Lecture, cases, questions.\nFor owners, accountants and those who write applications.\nHandouts and a certificate of hours afterwards.',
    item: {
      opening: 'Opening',
      lecture: 'Lecture',
      break: 'Break',
      cases: 'Cases',
      questions: 'Questions',
      closing: 'Survey',
    },
    question: {
      people: 'How many of you come',
      question: 'What you would like explained',
      certificate: 'I need a certificate of hours',
    },
  },
}
