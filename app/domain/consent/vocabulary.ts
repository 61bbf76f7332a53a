/** What an enterprise may let an institution read; the order in which pages show it. */
export const consentFields = [
  'contact',
  'revenue',
  'profit',
  'tax',
  'rnd',
  'balance',
  'collateral_detail',
  'bank',
  'documents',
] as const
export type ConsentField = (typeof consentFields)[number]

/** Where it is read from: what the enterprise keeps in its dossier, or what it entered with one request. */
export const consentSources = ['dossier', 'request'] as const
export type ConsentSource = (typeof consentSources)[number]

/** What each source holds. */
export const fieldsOfSource = {
  dossier: ['contact', 'revenue', 'profit', 'tax', 'rnd', 'balance', 'bank', 'documents'],
  request: ['contact', 'revenue', 'tax', 'collateral_detail'],
} as const satisfies Record<ConsentSource, readonly ConsentField[]>

/** What it may be read for. */
export const consentPurposes = ['assess_request', 'pre_approval', 'loan_monitoring'] as const
export type ConsentPurpose = (typeof consentPurposes)[number]

/**
 * On what the bureau reads private fields without consent. State organs may handle personal information as far as
 * a statutory duty needs it (个人信息保护法 第十三条第一款第三项), and data within the bounds of their duty,
 * in confidence (数据安全法 第三十八条).
 */
export const officeBases = ['review', 'dispute', 'complaint'] as const
export type OfficeBasis = (typeof officeBases)[number]
