// What goes wrong on the way: declined, left, the acquirer gone or answering rubbish. Nothing is charged twice.
import { expect, signIn, test } from '../fixtures/troubled.ts';
import { text } from '../fixtures/texts.ts';

const PAY = '/accounts/67100000017/pay';

test.beforeEach(async ({ page }) => signIn(page, 'maria@demo.svetlitsa'));
test.afterEach(async ({ troubled }) => troubled.control({ acquirer: 'up' }));

async function start(page: import('@playwright/test').Page, sum: string): Promise<void> {
  await page.goto(PAY);
  await page.getByLabel(text('payments.amount'), { exact: true }).fill(sum);
  await page.getByRole('button', { name: text('payments.submit') }).click();
}

test('declined at the bank: nothing charged, one way on', async ({ page }) => {
  await start(page, '11,00');
  await page.waitForURL((url) => url.hostname === 'localhost');
  await page.getByText('Другие исходы').click();
  await page.getByRole('button', { name: 'Отказать' }).click();
  await page.waitForURL((url) => url.hostname === '127.0.0.1');
  await expect(page.getByText(text('payments.failed.cancelled')).first()).toBeVisible();
  await expect(page.getByText(text('payments.reason.insufficient_funds')).first()).toBeVisible();
});

test('left the bank and came Back: the same payment, not a second one', async ({ page }) => {
  await start(page, '12,00');
  await page.waitForURL((url) => url.hostname === 'localhost');
  const bank = page.url();
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.goto(PAY);
  // A payment under way is offered to be resumed.
  await page.getByRole('link', { name: text('payments.under_way.resume') }).first().click();
  const way = page.getByRole('link', { name: text('payments.at_bank.to_bank') });
  await expect(way).toHaveAttribute('href', bank);
  await way.click();
  await page.getByRole('button', { name: /^Оплатить/ }).click();
  await page.waitForURL((url) => url.hostname === '127.0.0.1');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('12,00');
});

test('a double click is one payment', async ({ page }) => {
  const count = async () =>
    (await (await page.request.get('/api/v1/accounts/67100000017/payments?limit=100')).json()).items.length as number;
  await page.goto(PAY);
  const before = await count();
  await page.getByLabel(text('payments.amount'), { exact: true }).fill('13,00');
  await page.getByRole('button', { name: text('payments.submit') }).dblclick();
  await page.waitForURL((url) => url.hostname === 'localhost');
  expect(await count()).toBe(before + 1);
});

for (const [mode, sum] of [['down', '14,00'], ['rubbish', '14,10'], ['500', '14,20']] as const) {
  test(`the acquirer is ${mode}: said plainly, asked again, paid once`, async ({ page, troubled }) => {
    await troubled.control({ acquirer: mode });
    await start(page, sum);
    await expect(page.getByText(text('payments.preparing.silent_title')).first()).toBeVisible();
    await troubled.control({ acquirer: 'up' });
    await page.waitForURL((url) => url.hostname === 'localhost', { timeout: 30_000 });
    const before = (await troubled.moneyTaken()).length;
    await page.getByRole('button', { name: /^Оплатить/ }).click();
    await page.waitForURL((url) => url.hostname === '127.0.0.1');
    await expect(page.getByRole('heading', { level: 1 })).toContainText(sum);
    expect((await troubled.moneyTaken()).length).toBe(before + 1);
  });
}

test('given up before the bank has it', async ({ page, troubled }) => {
  await troubled.control({ acquirer: 'down' });
  await start(page, '15,00');
  await page.getByRole('button', { name: text('payments.preparing.give_up') }).click();
  await expect(page.getByText(text('payments.reason.withdrawn')).first()).toBeVisible();
});
