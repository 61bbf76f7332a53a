import { toHalfWidth } from '../text/width.ts'

/** ISO 4217 codes by the names that registries write. */
const currencies: Record<string, string> = {
  人民币: 'CNY',
  元: 'CNY',
  美元: 'USD',
  港币: 'HKD',
  港元: 'HKD',
  欧元: 'EUR',
  日元: 'JPY',
  英镑: 'GBP',
  新台币: 'TWD',
  新加坡元: 'SGD',
  加元: 'CAD',
  加拿大元: 'CAD',
  澳大利亚元: 'AUD',
  澳元: 'AUD',
  韩元: 'KRW',
  瑞士法郎: 'CHF',
}

const units: Record<string, number> = { '': 1, 万: 10_000, 百万: 1_000_000, 亿: 100_000_000 }
const form = /^([\d,]*\.?\d+)\s*\(?\s*(亿|百万|万)?\s*(元)?\s*([^\d()]*)\)?$/

/** In hundredths of whichever currency it is registered in. */
const MAX_CAPITAL_FEN = 1_000_000_000_000_000

export interface Capital {
  /** Hundredths of the currency's unit: fen for CNY. */
  fen: number
  currency: string
}

/** Registered capital as registries write it, e.g. `75(万元人民币)`; null when it can't be read. */
export function parseCapital(text: string): Capital | null {
  const found = form.exec(toHalfWidth(text).replace(/\s+/g, '').replaceAll('，', ','))
  if (!found) return null
  const [, digits, unit = '', , name] = found
  const currency = name ? currencies[name] : 'CNY'
  if (!currency) return null
  const amount = Number(digits!.replaceAll(',', '')) * units[unit]!
  const fen = Math.round(amount * 100)
  return fen <= MAX_CAPITAL_FEN ? { fen, currency } : null
}
