import { expect, test } from 'vitest'
import { bureau, demoPassword, enterprises } from '#app/cli/seed/cast.ts'
import { person } from '#app/cli/seed/people.ts'
import type { Acting } from '#app/domain/actor.ts'
import { draftRequest, publishRequest } from '#app/domain/request/write.server.ts'
import { signIn, testBrowser } from '../support/browser.ts'
import { testDeployment } from '../support/deployment.ts'
import { requestInput } from '../support/financing.ts'

const browsers = testBrowser()
const deployment = testDeployment(1)

/** The demonstration's first owner and its officer, as they are signed in. */
async function cast({ db, vault }: typeof deployment.world) {
  const stage = { db, vault, origin: deployment.url }
  return {
    owner: (await person(stage, enterprises[0]!.owner)) as Acting,
    officer: (await person(stage, bureau.officer)) as Acting,
  }
}

test('a request is written, sent back and mended without JavaScript', async () => {
  const page = await browsers.open(deployment.url, { javaScriptEnabled: false })
  await signIn(page, 'enterprise@example.com', demoPassword)
  await page.goto('/requests/new')
  await page.getByLabel('需求标题').fill('添置注塑机')
  await page.getByLabel('融资金额').fill('88')
  await page.getByLabel('资金用途').fill('请打 13812345678 找我，采购一台注塑机。')
  await page.getByLabel('信用').check()
  await page.getByLabel('联系人', { exact: true }).fill('周锐')
  await page.getByLabel('联系电话').fill('13812345678')
  await page.getByRole('button', { name: '保存草稿' }).click()
  await page.getByText('请勿在公开文字中填写电话').first().waitFor()
  expect(await page.getByLabel('需求标题').inputValue()).toBe('添置注塑机')
  await page.getByLabel('资金用途').fill('采购一台注塑机，替换旧设备，交付内饰订单。')
  await page.getByRole('button', { name: '保存草稿' }).click()
  await page.getByRole('heading', { name: '添置注塑机' }).waitFor()
  await page.getByRole('button', { name: '提交审核' }).click()
  await page.getByText('待审核').first().waitFor()
})

test('what a form was answered stays on the page when the page hears of a change', async () => {
  const { world } = deployment
  const page = await browsers.open(deployment.url)
  await signIn(page, 'enterprise@example.com', demoPassword)
  const { owner, officer } = await cast(world)
  const input = requestInput({ title: '更新空压机' })
  const { id } = await draftRequest(world.db, owner, input)
  await page.goto(`/requests/${id}`)
  await page.getByRole('button', { name: '提交审核' }).click()
  await page.getByText('已提交，请等待审核。').waitFor()
  await publishRequest(world.db, officer, { id, version: 2 })
  await page.getByText('还没有机构抢单').waitFor()
  expect(await page.getByText('已提交，请等待审核。').count()).toBe(1)
})
