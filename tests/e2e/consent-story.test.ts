import { expect, test } from 'vitest'
import { demoPassword, institutions } from '#app/cli/seed/cast.ts'
import { signIn, testBrowser } from '../support/browser.ts'
import { testDeployment } from '../support/deployment.ts'

const browsers = testBrowser()
const deployment = testDeployment(2)

const bank = institutions[0]!

test('an enterprise opens its figures to a bank, sees who read them, and closes them while the bank looks', async () => {
  const owner = await browsers.open(deployment.url, { viewport: { width: 390, height: 844 } })
  const banker = await browsers.open(deployment.url)
  await signIn(owner, 'enterprise@example.com', demoPassword)
  await signIn(banker, 'bank-a@example.com', demoPassword)

  await owner.goto('/dossier')
  await owner.getByText('新增或更新一个年度').click()
  await owner.getByLabel('年度', { exact: true }).fill('2025')
  await owner.getByLabel('营业收入').fill('2600')
  await owner.getByLabel('纳税额').fill('130')
  await owner.getByLabel('年度', { exact: true }).press('Enter')
  await owner.getByText('已保存。').waitFor()

  await owner.goto('/consents/new')
  await owner.getByLabel('授权给').selectOption({ label: bank.name })
  await owner.getByLabel('营业收入').check()
  await owner.getByRole('button', { name: '授权', exact: true }).click()
  await owner
    .getByText('已授权')
    .or(owner.getByText('有效', { exact: true }))
    .first()
    .waitFor()
  const path = new URL(owner.url()).pathname

  await banker.goto('/consents')
  await banker.locator(`a[href="${path}"]`).click()
  await banker.getByRole('heading', { name: '年度指标' }).waitFor()
  await banker.getByText('2,600').first().waitFor()
  expect(await banker.getByText('纳税额').count()).toBe(0)

  await owner.goto('/consents/receipts')
  await owner.getByText(bank.name).first().waitFor()

  await owner.goto(path)
  await owner.getByText('撤回授权…').click()
  await owner.getByRole('button', { name: '撤回授权', exact: true }).click()
  await owner.getByText('已撤回').first().waitFor()
  await banker.getByText('授权已结束，资料不再可见。').waitFor()
  expect(await banker.getByRole('heading', { name: '年度指标' }).count()).toBe(0)
})
