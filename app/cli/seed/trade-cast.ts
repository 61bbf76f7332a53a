import { type CastOrganization, mark } from './cast.ts'

/** Who trades with the demonstration's firms: a chain leader, a service provider and an institute. */
export const traders: CastOrganization[] = [
  {
    kind: 'enterprise',
    name: `江西云岭汽车零部件集团有限公司${mark}`,
    shortName: '云岭汽车',
    street: '扬子洲镇',
    owner: { name: '龚岭', email: 'chain@example.com' },
    profile: {
      intro: '汽车座椅与内饰系统供应商，带动本区汽车零部件产业链上下游四十余家企业。',
      offers: '开放座椅骨架、滑轨、内饰件的配套需求与涂装车间的应用场景。',
      seeks: '精密冲压、齿轮加工、注塑模具的本地配套企业。',
      employees: 1260,
    },
  },
  {
    kind: 'provider',
    name: `南昌数智诊断服务有限公司${mark}`,
    shortName: '数智诊断',
    street: '大院街道',
    owner: { name: '许诊', email: 'provider@example.com' },
    profile: { intro: '为中小制造企业做数字化水平诊断与改造方案，服务过一百二十家企业。' },
  },
  {
    kind: 'institute',
    name: `赣江材料成形研究院${mark}`,
    shortName: '材料成形院',
    street: '贤士湖管理处',
    owner: { name: '彭研', email: 'institute@example.com' },
    profile: { intro: '从事轻合金成形工艺研究，可转让成果、合作开发、提供中试。' },
  },
]

export interface CastListing {
  by: string
  form: Record<string, unknown>
}

const demand = { direction: 'demand', certificates: '', anonymous: false }
const supply = { direction: 'supply', certificates: '', anonymous: false }

/** Listings as their forms send them: a demand's budget in 万元, a supply's price in 元. */
export const listings: Record<string, CastListing> = {
  stamping: {
    by: '云岭汽车',
    form: {
      ...demand,
      kind: 'capacity',
      title: `座椅滑轨精密冲压件年度外协${mark}`,
      body: '新款座椅平台明年三月量产，滑轨冲压件需本地外协配套。来料加工，须具备 200 吨以上冲床与三坐标检测；先打样、小批，合格后签年度框架合同。',
      specs: '材料：SAPH440\n料厚：2.0 mm\n平面度：0.05 mm\n年用量：36 万件',
      quantity: 360000,
      unit: '件',
      priceLow: 280,
      priceHigh: 340,
      place: '南昌市东湖区',
      certificates: 'ISO 9001、IATF 16949',
    },
  },
  paint: {
    by: '云岭汽车',
    form: {
      ...demand,
      kind: 'scenario',
      title: `涂装车间能耗优化应用场景${mark}`,
      body: '开放一条涂装线，征集节能改造与能源管理方案。提供一年用能数据与两周现场测试，效果达标后在集团三个基地推广。',
      specs: '现有能耗：420 kWh/台\n目标降幅：15 %',
      priceHigh: 150,
      place: '南昌市东湖区',
    },
  },
  gears: {
    by: '赣抚精机',
    form: {
      ...demand,
      kind: 'capacity',
      title: `寻找六级精度磨齿外协${mark}`,
      body: '减速器订单增长，磨齿工序产能不足。月均三千件，来料加工，每批附检测报告；合作稳定后可签半年合同。',
      specs: '精度：6 级\n模数：1–8\n材料：20CrMnTi',
      quantity: 18000,
      unit: '件',
      priceHigh: 60,
      place: '南昌市',
      certificates: 'ISO 9001',
      anonymous: true,
    },
  },
  mould: {
    by: '锐成模具',
    form: {
      ...supply,
      kind: 'product',
      title: `汽车内饰件注塑模具，四十五天交付${mark}`,
      body: '从结构评审、模流分析到试模全程在厂内完成，二十八年汽车内饰模具经验。最大模具重量 15 吨，保证 50 万模次。',
      specs: '最大模重：15 t\n模具寿命：50 万模次\n交期：45 天\n型腔材料：1.2738',
      quantity: 30,
      unit: '套',
      priceLow: 80_000,
      priceHigh: 260_000,
      place: '南昌市东湖区',
      certificates: 'ISO 9001',
    },
  },
  noodles: {
    by: '青云湖食品',
    form: {
      ...supply,
      kind: 'capacity',
      title: `常温米粉与预制菜代工产能${mark}`,
      body: '两条自动化产线，日产二十吨，可按客户配方与包装代工。现有空余产能约三成，支持小批试产。',
      specs: '日产能：20 t\n最小起订：2 t\n保质期：12 个月',
      quantity: 180,
      unit: 't',
      priceLow: 5200,
      priceHigh: 7800,
      place: '南昌市东湖区',
      certificates: 'SC 食品生产许可、HACCP',
    },
  },
  diagnosis: {
    by: '数智诊断',
    form: {
      ...supply,
      kind: 'service',
      title: `中小制造企业数字化水平诊断${mark}`,
      body: '两名工程师入厂三天，按中小企业数字化水平评测指标逐项打分，交付诊断报告、改造路线图与投入产出测算。',
      specs: '入厂：3 天\n报告：10 个工作日内',
      unit: '次',
      priceLow: 12_000,
      priceHigh: 30_000,
      place: '南昌市',
    },
  },
  casting: {
    by: '材料成形院',
    form: {
      ...supply,
      kind: 'technology',
      title: `铝合金半固态压铸成果转让${mark}`,
      body: '铸件气孔率降低八成，可热处理强化，已在两家企业完成中试。可普通许可、独占许可或合作开发，含工艺包与三个月驻厂指导。',
      specs: '抗拉强度：320 MPa\n延伸率：9 %\n成熟度：TRL 7',
      unit: '项',
      priceLow: 500_000,
      priceHigh: 1_200_000,
      place: '南昌市',
    },
  },
  fixtures: {
    by: '云岭汽车',
    form: {
      ...demand,
      kind: 'product',
      title: `座椅骨架焊接工装夹具十二套${mark}`,
      body: '新平台座椅骨架机器人焊接用工装夹具，提供三维数模，含设计、制造、安装调试与一年质保。',
      specs: '重复定位精度：0.05 mm\n节拍：55 s',
      quantity: 12,
      unit: '套',
      priceHigh: 96,
      place: '南昌市东湖区',
    },
  },
  interior: {
    by: '云岭汽车',
    form: {
      ...demand,
      kind: 'product',
      title: `门板注塑模具四套${mark}`,
      body: '新车型左右前后门板注塑模具，含两轮试模与量产支持，要求本地厂家，四十五天内交付首套。',
      quantity: 4,
      unit: '套',
      priceLow: 90,
      priceHigh: 130,
      place: '南昌市东湖区',
    },
  },
  shafts: {
    by: '云岭汽车',
    form: {
      ...demand,
      kind: 'capacity',
      title: `调角器齿轮轴批量加工${mark}`,
      body: '座椅调角器用齿轮轴批量加工，热处理与磨削均由加工方完成，按月滚动下单。',
      quantity: 60000,
      unit: '件',
      priceHigh: 75,
      place: '南昌市',
    },
  },
  canteen: {
    by: '云岭汽车',
    form: {
      ...demand,
      kind: 'procurement',
      title: `员工餐厅米粉与预制菜年度采购${mark}`,
      body: '两个厂区员工餐厅，每日约一千二百份，按周配送，须具备食品生产许可与冷链配送能力。',
      quantity: 300000,
      unit: '份',
      priceHigh: 110,
      place: '南昌市东湖区',
      certificates: 'SC 食品生产许可',
    },
  },
}

/** How far each demand has come: who answered, with what, and what became of it. Prices in 万元. */
export interface CastAnswer {
  listing: string
  by: string
  note: string
  /** Absent: the interest was only shown. */
  price?: number
  quantity?: number
  days?: number
  /** What the owner countered with. */
  counter?: number
  /** How far the deal has come after the award. */
  deal?: 'intent' | 'following' | 'signed' | 'fulfilled'
}

export const answers: CastAnswer[] = [
  {
    ...{ listing: 'stamping', by: '赣抚精机', price: 318, quantity: 360000, days: 60 },
    note: '有两台 250 吨冲床与三坐标，可先打样 200 件，小批两周内交付。',
    counter: 300,
  },
  {
    ...{ listing: 'stamping', by: '锐成模具', price: 332, quantity: 360000, days: 75 },
    note: '模具自制，可一并承担级进模开发，缩短打样周期。',
  },
  {
    ...{ listing: 'paint', by: '数智诊断' },
    note: '做过三条涂装线的能耗诊断，可先免费采集两周数据给出测算。',
  },
  {
    ...{ listing: 'fixtures', by: '锐成模具', price: 88, quantity: 12, days: 60, deal: 'intent' },
    note: '夹具设计与制造均在厂内完成，可派人驻厂调试。',
  },
  {
    ...{ listing: 'interior', by: '锐成模具', price: 118, quantity: 4, days: 45, deal: 'signed' },
    note: '同类门板模具做过二十余套，首套四十天交付。',
  },
  {
    ...{ listing: 'shafts', by: '赣抚精机', price: 72, quantity: 60000, days: 30 },
    note: '齿轮轴是我们的主营，热处理与磨削线都有余量。',
    deal: 'following',
  },
  {
    ...{ listing: 'canteen', by: '青云湖食品', price: 105, quantity: 300000, days: 7 },
    note: '已为三家工厂供餐，冷链车队可按时按点配送。',
    deal: 'fulfilled',
  },
]
