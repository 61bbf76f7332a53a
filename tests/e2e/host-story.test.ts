import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { demoPassword } from '#app/cli/seed/cast.ts'
import { askedFirst, signIn, testBrowser } from '../support/browser.ts'
import { testDeployment } from '../support/deployment.ts'

const browsers = testBrowser()
const deployment = testDeployment(1)

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const uuidInPath = /\/sessions\/([0-9a-f-]{36})/

async function enter(account: string): Promise<Page> {
  const page = await browsers.open(deployment.url)
  await signIn(page, `${account}@example.com`, demoPassword)
  return page
}

/** From a template: the form gets a question, the places a limit and a decision, the first round a request. */
async function prepare(host: Page, title: string): Promise<string> {
  await host.goto('/sessions/new')
  await host.getByRole('link', { name: '政银企对接会' }).click()
  await host.locator('a[aria-current=true]', { hasText: '政银企对接会' }).waitFor()
  await host.getByLabel('名称').fill(title)
  await host.getByLabel('开始时间').fill('2030-05-20T14:00')
  await host.getByLabel('结束时间').fill('2030-05-20T16:00')
  await button(host, '保存草稿').click()
  await host.waitForURL(/\/edit$/)
  const id = uuidInPath.exec(host.url())![1]!
  await host.getByText('最想解决的问题').first().waitFor()
  await host.getByText('开场').first().waitFor()

  await host.getByLabel('总名额').fill('2')
  await host.getByLabel('代表报名须由主办方确认').check()
  await button(host, '保存名额与提醒').click()
  await host.getByText('安排已更新。').first().waitFor()
  await host.getByLabel('问题', { exact: true }).fill('几人到场')
  await host.getByLabel('形式').selectOption('number')
  await button(host, '添加问题').click()
  await host.getByText('几人到场').first().waitFor()

  await host.getByText('放入需求', { exact: true }).first().click()
  const fold = host.locator('details[open]', { hasText: '放入需求' })
  await fold.getByLabel(/采购两台五轴加工中心/).check()
  await fold.getByRole('button', { name: '放入需求' }).click()
  await host.getByText('替换这一轮的需求').waitFor()

  await host.getByLabel('模板名称').fill('我们的对接会')
  await button(host, '存为模板').click()
  await host.getByText('模板已保存。').first().waitFor()
  await host.goto(`/sessions/${id}`)
  await button(host, '发布').click()
  await host.getByText('已发布，企业和机构可以报名了。').waitFor()
  return id
}

async function apply(page: Page, id: string, people: string): Promise<void> {
  await page.goto(`/sessions/${id}`)
  await page.getByLabel('几人到场').fill(people)
  await button(page, '报名').click()
  await page.getByText('报名已提交', { exact: true }).waitFor()
}

test('a host prepares a session from a template, holds it, and sees what was promised', async () => {
  const [host, enterprise, bankA, bankB] = await Promise.all(
    ['host', 'enterprise', 'bank-a', 'bank-b'].map(enter),
  )
  const id = await prepare(host!, '夏季政银企对接会')

  const visitor = await browsers.open(deployment.url)
  await visitor.goto(`/sessions/${id}/poster`)
  await visitor.getByRole('img', { name: '报名页二维码' }).waitFor()
  await visitor.getByRole('link', { name: '查看与报名' }).click()
  await visitor.getByRole('link', { name: '登录后报名' }).waitFor()

  await apply(enterprise!, id, '2')
  await apply(bankA!, id, '1')
  await apply(bankB!, id, '3')
  await host!.goto(`/sessions/${id}`)
  await host!.getByText('3 人待确认').waitFor()
  for (const guest of ['周锐', '林经理']) {
    await button(host!, `确认 ${guest}`).click()
    await button(host!, `确认 ${guest}`).waitFor({ state: 'detached' })
  }
  await button(host!, '确认 何经理').click()
  await host!.getByText('1 人候补').waitFor()
  await bankB!.getByText('已进入候补').waitFor()

  await button(enterprise!, '取消报名').click()
  await bankB!.getByText('您已报名').waitFor()
  const code = await bankA!.getByRole('img', { name: /入场码/ }).getAttribute('alt')

  await host!.goto(`/sessions/${id}/check-in`)
  await host!.getByLabel('入场码').fill(/入场码 (\w+)/.exec(code!)![1]!)
  await button(host!, '查找').first().click()
  await button(host!, '签到 林经理').click()
  await host!.getByText('已到 1 / 2 人').waitFor()

  await host!.goto(`/sessions/${id}/console`)
  await button(host!, '开放候场').click()
  await button(host!, '开始会议').waitFor()
  await bankA!.goto(`/sessions/${id}/room`)
  await button(host!, '开始会议').click()
  await button(host!, '开始抢单').first().click()
  await bankA!.getByRole('timer').waitFor()
  await bankA!.getByRole('tab', { name: /参会者/ }).click()
  await bankA!.getByRole('tabpanel', { name: '参会者' }).getByText('林经理').waitFor()
  await button(bankA!, '抢单').first().click()
  await bankA!.getByRole('link', { name: /已抢到/ }).waitFor()
  await askedFirst(host!, '结束本轮', /第 1 轮仍在进行/)
  await button(host!, '恢复本轮').waitFor()
  await askedFirst(host!, '结束会议', /第 2 轮没有需求|结束后不能恢复/)
  await bankA!.getByText('会议已结束').first().waitFor()

  await host!.goto(`/sessions/${id}`)
  await host!.getByRole('heading', { name: '会后跟进' }).waitFor()
  const followUp = host!.getByRole('row', { name: /联系企业/ })
  await followUp.getByText('计时中').waitFor()
  const guest = (name: string) => host!.getByRole('row', { name })
  await guest('林经理').getByText('已参会').waitFor()
  await guest('何经理').getByText('未到场').waitFor()
  await followUp.getByRole('link').click()

  await bankA!.goto(`/sessions/${id}`)
  await bankA!
    .getByRole('row', { name: /联系企业/ })
    .getByRole('link')
    .click()
  await button(bankA!, '已联系企业').click()
  await bankA!.getByText('已记录，尽职调查开始计时。').waitFor()
  await host!.goto(`/sessions/${id}`)
  await host!
    .getByRole('row', { name: /联系企业/ })
    .getByText('按时完成')
    .waitFor()

  const answer = await host!.request.get(`/sessions/${id}/registrations.csv`)
  expect(await answer.text()).toContain('几人到场')
})
