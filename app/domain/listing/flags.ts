import { type ContactKind, findContacts } from '../text/contacts.ts'

/** What a reviewer should look at, never a verdict. `what` is a key of `listing:flags`. */
export interface Flag {
  kind: 'contact' | 'sensitive'
  what: ContactKind | SensitiveReason
  field: string
  /** The words that stand out, as they were written. */
  found: string
}

/**
 * Why words are looked at: what an advertisement may not claim (广告法 第九条), what may not be traded freely, what
 * promises a result or a licence that isn't the seller's to give, what sounds like a crime of money, and what may be a
 * state secret.
 */
export type SensitiveReason = 'superlative' | 'controlled' | 'promise' | 'money' | 'secret'

const sensitive: Readonly<Record<SensitiveReason, readonly string[]>> = {
  superlative: [
    '最佳',
    '最好',
    '最优',
    '最低价',
    '顶级',
    '极品',
    '全国第一',
    '行业第一',
    '全球第一',
    '销量第一',
    '独一无二',
    '百分之百',
    '绝无仅有',
    '史无前例',
  ],
  controlled: [
    '枪支',
    '弹药',
    '炸药',
    '雷管',
    '毒品',
    '剧毒',
    '易制毒',
    '管制刀具',
    '窃听',
    '象牙',
    '野生动物制品',
  ],
  promise: [
    '包过',
    '包拿证',
    '保证中标',
    '包中标',
    '代写论文',
    '借用资质',
    '资质挂靠',
    '挂靠资质',
    '内部渠道',
    '内部关系',
    '稳赚',
  ],
  money: [
    '代开发票',
    '开具虚假',
    '套现',
    '洗钱',
    '刷单',
    '保本保息',
    '保本高息',
    '高额返利',
    '回扣',
    '传销',
    '赌博',
  ],
  secret: ['绝密', '机密级', '秘密级', '涉密项目', '军事秘密', '内部文件'],
}

/** Words that a reviewer should weigh; each with its reason. */
export function findSensitive(field: string, text: string): Flag[] {
  const plain = text.normalize('NFKC').replace(/[\s*·.\-_]+/gu, '')
  return Object.entries(sensitive).flatMap(([what, list]) =>
    list
      .filter((word) => plain.includes(word))
      .map((found) => ({
        kind: 'sensitive' as const,
        what: what as SensitiveReason,
        field,
        found,
      })),
  )
}

export interface Texts {
  title: string
  body: string
  place: string | null
  specs: readonly { name: string; value: string; unit: string | null }[]
  certificates: readonly string[]
}

/** Everything in a listing's texts that a reviewer should look at. */
export function findFlags({ title, body, place, specs, certificates }: Texts): Flag[] {
  const texts: [string, string][] = [
    ['title', title],
    ['body', body],
    ['place', place ?? ''],
    ['specs', specs.map(({ name, value, unit }) => `${name} ${value} ${unit ?? ''}`).join('\n')],
    ['certificates', certificates.join('\n')],
  ]
  return texts.flatMap(([field, text]) => [
    ...findContacts(text).map((contact) => ({ kind: 'contact' as const, field, ...contact })),
    ...findSensitive(field, text),
  ])
}
