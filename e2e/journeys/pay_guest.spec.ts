// Paying without a cabinet: two identifiers, the bank, the receipt.
import { expect, signIn, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';

test('with account and house to the bank and back to the receipt, without a word about the person', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('link', { name: text('home.pay') }).click();
  await page.getByLabel(text('register.account'), { exact: true }).fill('67100000033');
  await page.getByLabel(text('register.house'), { exact: true }).fill('5');
  await page.getByRole('button', { name: text('readings.guest.next') }).click();
  const main = page.getByRole('main');
  await expect(page.getByLabel(text('payments.amount'), { exact: true })).not.toHaveValue('');
  await expect(main).not.toContainText('Соколова');
  await page.getByLabel(text('payments.amount'), { exact: true }).fill('321,00');
  await page.getByRole('button', { name: text('payments.submit') }).click();
  await page.waitForURL((url) => url.hostname === 'localhost');
  await page.getByRole('button', { name: /^Оплатить/ }).click();
  await page.waitForURL((url) => url.hostname === '127.0.0.1');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('321,00');
  await page.reload();
  await expect(page.getByRole('article').first()).toContainText('321,00');
  await expect(main).not.toContainText('Соколова');
  // Whoever opens the address elsewhere is asked who they are.
  const elsewhere = await page.context().browser()!.newContext();
  const stranger = await elsewhere.newPage();
  await stranger.goto(page.url());
  await expect(stranger.getByRole('main').getByRole('link', { name: text('shell.nav_sign_in') })).toBeVisible();
  await elsewhere.close();
});

test('a picture of a bill leads to its sum', async ({ page }) => {
  // The code as it stands on a bill, photographed.
  await signIn(page, '67100000033@demo.svetlitsa');
  await page.goto('/accounts/67100000033/bills');
  await page.getByRole('link', { name: /2026/ }).first().click();
  const code = page.locator('.qr svg, svg.qr, .qr').first();
  await code.scrollIntoViewIfNeeded();
  const picture = await code.screenshot();
  await page.context().clearCookies();
  await page.goto('/pay');
  await page.locator('input[type=file]').setInputFiles({ name: 'bill.png', mimeType: 'image/png', buffer: picture });
  await expect(page.getByLabel(text('payments.amount'), { exact: true })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('67100000033');
  // What is no bill is told so.
  await page.goto('/pay');
  const blank = await page.getByRole('heading', { level: 1 }).screenshot();
  await page.locator('input[type=file]').setInputFiles({ name: 'cat.png', mimeType: 'image/png', buffer: blank });
  await expect(page.getByText(text('payments.camera.not_found'))).toBeVisible();
});
