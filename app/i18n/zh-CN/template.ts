/** The words that the three usual templates of sessions begin with; a host changes them as they like. */
export default {
  financing: {
    name: '政银企对接会',
    title: '政银企对接会',
    summary:
      '企业上台讲清需求，金融机构现场抢单、当场出方案。\n适合：近期有融资需求的企业；可当场表态的客户经理。\n准备：近两年财务报表、近一年纳税证明、主要合同。',
    item: {
      opening: '开场',
      policy: '政策与产品要点',
      products: '金融机构介绍产品',
      pitches: '企业上台讲需求',
      talks: '自由洽谈',
      closing: '小结与后续安排',
    },
    round: { first: '第一轮抢单', second: '第二轮抢单' },
    question: { need: '最想解决的问题', amount: '计划融资金额（万元）', bank: '目前的合作银行' },
    option: {
      loan: '流动资金贷款',
      equipment: '设备与厂房',
      guarantee: '担保增信',
      equity: '股权融资',
    },
  },
  sourcing: {
    name: '采销对接会',
    title: '采销对接会',
    summary:
      '采购单位发布需求，供应商现场应答，一对一洽谈。\n适合：有明确采购计划的单位；能按期供货的企业。\n准备：产品目录、资质证书、样品。',
    item: {
      opening: '开场',
      buyers: '采购单位发布需求',
      suppliers: '供应商介绍',
      talks: '一对一洽谈',
      closing: '意向汇总',
    },
    question: {
      side: '您来做什么',
      goods: '采购或供应的产品',
      certificates: '已有的资质证书',
      samples: '将带样品到场',
    },
    option: { buy: '采购', sell: '供应', both: '都有' },
  },
  training: {
    name: '培训',
    title: '企业培训',
    summary:
      '讲解、案例、答疑。\n适合：企业负责人、财务与项目申报人员。\n会后可下载讲义，并发放学时证明。',
    item: {
      opening: '开场',
      lecture: '专题讲解',
      break: '休息',
      cases: '案例分析',
      questions: '现场答疑',
      closing: '满意度调查',
    },
    question: {
      people: '参加人数',
      question: '希望老师讲解的问题',
      certificate: '需要学时证明',
    },
  },
}
