/** Towns, street offices and administrations of 南昌市东湖区 (code 360102), from the national list of divisions. */
export const streets = [
  '滕王阁街道',
  '百花洲街道',
  '墩子塘街道',
  '大院街道',
  '豫章街道',
  '董家窑街道',
  '彭家桥街道',
  '扬子洲镇',
  '贤士湖管理处',
  '扬农管理处',
] as const

/** The street office that an address names. A road alone doesn't tell: roads cross streets. */
export const findStreet = (...texts: (string | null | undefined)[]): string | null =>
  streets.find((street) => texts.some((text) => text?.includes(street))) ?? null
