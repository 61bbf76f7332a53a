import { bureau, demoPassword, enterprises, institutions } from './cast.ts'
import { traders } from './trade-cast.ts'

/** The demonstration accounts, as the start prints them. */
export function accountsText(): string {
  const rows: [string, string][] = [
    [enterprises[0]!.owner.email, enterprises[0]!.name],
    ...traders
      .slice(0, 1)
      .map((trader): [string, string] => [trader.owner.email, `${trader.name} 链主`]),
    ...institutions.map((institution): [string, string] => [
      institution.loanOfficer!.email,
      institution.name,
    ]),
    [bureau.officer.email, `${bureau.name} 审核`],
    [bureau.host.email, `${bureau.name} 主持`],
    [bureau.admin.email, `${bureau.name} 管理`],
    [bureau.auditor.email, `${bureau.name} 审计`],
  ]
  const width = Math.max(...rows.map(([email]) => email.length))
  const lines = rows.map(([email, name]) => `  ${email.padEnd(width)}  ${name}`)
  return ['演示账号 Demonstration accounts:', ...lines, `  密码 password: ${demoPassword}`].join(
    '\n',
  )
}
