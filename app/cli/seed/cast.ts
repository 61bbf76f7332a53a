import type { OrganizationKind } from '../../domain/actor.ts'

/** Everybody and everything of the demonstration, plainly marked as such by name. */
export const mark = '（演示）'
export const demoPassword = 'lianqiao-demo-2026'

export const bureau = {
  name: `东湖区中小企业服务局${mark}`,
  admin: { name: '演示局长', email: 'admin@example.com' },
  officer: { name: '演示审核员', email: 'officer@example.com' },
  host: { name: '演示主持人', email: 'host@example.com' },
  auditor: { name: '演示审计员', email: 'auditor@example.com' },
}

export interface CastOrganization {
  kind: Exclude<OrganizationKind, 'bureau'>
  institutionType?: 'bank' | 'guarantor'
  name: string
  shortName: string
  street: string
  owner: { name: string; email: string }
  loanOfficer?: { name: string; email: string }
  profile: { intro: string; offers?: string; seeks?: string; employees?: number }
}

export const enterprises: CastOrganization[] = [
  {
    kind: 'enterprise',
    name: `南昌锐成模具有限公司${mark}`,
    shortName: '锐成模具',
    street: '董家窑街道',
    owner: { name: '周锐', email: 'enterprise@example.com' },
    profile: {
      intro: '为汽车零部件厂设计、制造注塑模具与压铸模具，二十八年经验。',
      offers: '汽车内饰件注塑模具、小型压铸模具；最大模具重量 15 吨，交期 45 天起。',
      seeks: '五轴加工中心采购融资；寻找模具钢长期供应商。',
      employees: 32,
    },
  },
  {
    kind: 'enterprise',
    name: `江西赣抚精密机械有限公司${mark}`,
    shortName: '赣抚精机',
    street: '彭家桥街道',
    owner: { name: '吴敏', email: 'gearbox@example.com' },
    profile: {
      intro: '加工减速器齿轮与精密轴类零件，服务工程机械与农机整机厂。',
      offers: '模数 1–8 齿轮，精度 6 级；轴类长度 1.2 米以内。',
      seeks: '订单增长后的流动资金；磨齿外协。',
      employees: 86,
    },
  },
  {
    kind: 'enterprise',
    name: `南昌青云湖食品有限公司${mark}`,
    shortName: '青云湖食品',
    street: '墩子塘街道',
    owner: { name: '郑芳', email: 'food@example.com' },
    profile: {
      intro: '生产米粉与预制菜，进入三百余家社区门店。',
      offers: '常温米粉、冷冻预制菜代工，日产 20 吨。',
      seeks: '冷链仓库改造资金；大型商超与团餐渠道。',
      employees: 120,
    },
  },
]

export const institutions: CastOrganization[] = [
  {
    kind: 'institution',
    institutionType: 'bank',
    name: `东湖农商银行${mark}`,
    shortName: '东湖农商',
    street: '百花洲街道',
    owner: { name: '陈行长', email: 'bank-a-owner@example.com' },
    loanOfficer: { name: '林经理', email: 'bank-a@example.com' },
    profile: { intro: '扎根本区的农村商业银行，专注小微企业首贷与续贷。' },
  },
  {
    kind: 'institution',
    institutionType: 'bank',
    name: `赣江银行东湖支行${mark}`,
    shortName: '赣江银行',
    street: '滕王阁街道',
    owner: { name: '徐行长', email: 'bank-b-owner@example.com' },
    loanOfficer: { name: '何经理', email: 'bank-b@example.com' },
    profile: { intro: '面向专精特新企业的设备贷、知识产权质押贷。' },
  },
]

const common = {
  region: '南昌市',
  contactDays: 1,
  diligenceDays: 3,
  disburseDays: 5,
  termMinMonths: 3,
  repayments: ['interest_first', 'anytime'],
  materials: '营业执照、近两年财务报表、近一年纳税证明、购销合同',
}

/** Products as their forms send them: amounts in 万元, rates in per cent. */
export const products: Record<string, Record<string, unknown>[]> = {
  东湖农商: [
    {
      ...common,
      name: `设备升级贷${mark}`,
      amountMinFen: 50,
      amountMaxFen: 1000,
      termMaxMonths: 36,
      rateLowBp: 3.2,
      rateHighBp: 4.35,
      guarantees: ['credit', 'mortgage'],
      tiers: [],
      targetNote: '购置或更新生产设备的制造业企业',
      conditions: '成立满两年；近一年正常纳税；企业与法定代表人征信良好。',
    },
  ],
  赣江银行: [
    {
      ...common,
      name: `专精特新信用贷${mark}`,
      amountMinFen: 100,
      amountMaxFen: 2000,
      termMaxMonths: 24,
      rateLowBp: 2.9,
      rateHighBp: 3.8,
      guarantees: ['credit', 'ip_pledge'],
      tiers: ['innovative', 'specialized', 'little_giant'],
      targetNote: '创新型、专精特新中小企业与小巨人企业',
      conditions: '持有效梯度称号；近两年营业收入不低于五百万元。',
    },
  ],
}

const need = {
  guarantees: ['credit', 'mortgage'],
  contactPhone: '079100000000',
  anonymous: false,
}

export interface CastRequest {
  by: string
  form: Record<string, unknown>
}

/** Requests as their forms send them; `expiresOn` is added when they are made. */
export const requests: CastRequest[] = [
  {
    by: '锐成模具',
    form: {
      ...need,
      title: `采购两台五轴加工中心的设备款${mark}`,
      amountFen: 300,
      termMonths: 24,
      purpose: '向机床厂采购两台五轴加工中心，扩大汽车内饰模具产能，已签意向合同，预付三成。',
      rateMaxBp: 4.2,
      urgency: 'soon',
      contactName: '周锐',
      revenueFen: 2600,
      taxFen: 130,
      collateralDetail: '自有厂房一处，建筑面积 2,400 平方米',
      disclosed: ['contact', 'revenue', 'tax'],
    },
  },
  {
    by: '赣抚精机',
    form: {
      ...need,
      title: `整机厂订单增长后的流动资金${mark}`,
      amountFen: 500,
      termMonths: 12,
      purpose: '下半年减速器订单同比增长四成，需备齿轮钢与外协加工款，回款周期约九十天。',
      rateMaxBp: 4,
      urgency: 'urgent',
      guarantees: ['credit', 'receivable'],
      contactName: '吴敏',
      revenueFen: 6800,
      disclosed: ['contact', 'revenue'],
    },
  },
  {
    by: '青云湖食品',
    form: {
      ...need,
      title: `冷链仓库改造${mark}`,
      amountFen: 180,
      termMonths: 36,
      purpose: '改造两千平方米常温仓库为冷库，配套制冷机组与货架，工期三个月。',
      urgency: 'normal',
      contactName: '郑芳',
      disclosed: ['contact'],
    },
  },
]

/** The first enterprise's private fields; amounts in 万元. */
export const dossier = {
  contact: { contactName: '周锐', contactPhone: '13800000000' },
  bank: { bank: `东湖农商银行${mark}`, account: '6228000000000000000' },
  indicators: [
    {
      year: 2024,
      revenueFen: 2180,
      profitFen: 156,
      taxFen: 98,
      rndFen: 87,
      assetsFen: 2650,
      liabilitiesFen: 1310,
    },
    {
      year: 2025,
      revenueFen: 2630,
      profitFen: 204,
      taxFen: 131,
      rndFen: 112,
      assetsFen: 3010,
      liabilitiesFen: 1480,
    },
  ],
}
