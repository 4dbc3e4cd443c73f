// The whole mission of a resident: sign in, give a reading, pay at the bank's page on another site, hold the receipt.
import { expect, PASSWORD, signIn, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';

const ACCOUNT = '/accounts/67100000017';

test('from signing in to a receipt that anyone can check', async ({ page, world, context }) => {
  await world.control({ receipts: { delay_s: 3 } });
  await page.goto('/');
  await page.getByRole('link', { name: text('home.readings') }).click();
  // Whoever is not signed in is asked to, and comes back to where they wanted to go.
  await page.getByRole('main').getByRole('link', { name: text('shell.nav_sign_in') }).click();
  await page.getByLabel(text('sign_in.login'), { exact: true }).fill('67100000025@demo.svetlitsa');
  await page.getByLabel(text('sign_in.password'), { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: text('sign_in.submit') }).click();

  // Whoever has one account is led on to it.
  await page.waitForURL(/\/accounts/);
  await page.goto('/accounts/67100000025/readings');
  const drum = page.getByRole('textbox', { name: new RegExp(text('drum.single')) });
  const overview = await (await page.request.get('/api/v1/accounts/67100000025')).json();
  const previous: number = overview.meters[0].registers[0].previous;
  await drum.fill(String(previous + 200));
  await expect(page.getByRole('status').filter({ hasText: '200' }).first()).toBeVisible();
  await page.getByRole('button', { name: text('readings.submit') }).click();
  await expect(page.getByRole('heading', { name: text('readings.result.accepted') })).toBeVisible();

  await page.getByRole('link', { name: text('readings.result.pay') }).click();
  await page.getByLabel(text('payments.amount'), { exact: true }).fill('150,00');
  await page.getByRole('button', { name: text('payments.submit') }).click();

  // The bank is on another site.
  await page.waitForURL((url) => url.hostname === 'localhost');
  await page.getByRole('button', { name: /^Оплатить/ }).click();
  await page.waitForURL((url) => url.hostname === '127.0.0.1');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('150,00');
  const slip = page.getByRole('article').first();
  await expect(slip).toContainText(text('receipts.transfer_credited'));
  await expect(slip).toContainText('67100000025');
  // The cash register takes its time; the receipt follows by itself.
  await expect(slip).toContainText(text('receipts.fiscal_expected'));
  await expect(slip).toContainText(text('receipts.fiscal'), { timeout: 20_000 });
  await expect(slip.getByRole('img', { name: text('receipts.fiscal_hint') })).toBeVisible();
  await world.control({ receipts: { delay_s: 0 } });

  // Reload and a second tab show the same receipt; Back does not pay again.
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('150,00');
  const second = await context.newPage();
  await second.goto(page.url());
  await expect(second.getByRole('heading', { level: 1 })).toContainText('150,00');
  await second.close();
  expect((await world.moneyTaken()).length).toBeGreaterThan(0);

  // Anyone who holds the code sees that the money has arrived, and no more.
  const receipt = await (await page.request.get(`/api/v1${new URL(page.url()).pathname}/receipt`)).json();
  await context.clearCookies();
  await page.goto(`/r/${receipt.code}`);
  await expect(page.getByText(text('receipts.check.true_title'))).toBeVisible();
  await expect(page.locator('main')).not.toContainText('67100000025');
});

test('a wrong password ends in a sentence and what was typed stays', async ({ page }) => {
  await page.goto('/sign-in');
  await page.getByLabel(text('sign_in.login'), { exact: true }).fill('maria@demo.svetlitsa');
  await page.getByLabel(text('sign_in.password'), { exact: true }).fill('wrong');
  await page.getByRole('button', { name: text('sign_in.submit') }).click();
  await expect(page.getByRole('alert').first()).toBeVisible();
  await expect(page.getByLabel(text('sign_in.login'), { exact: true })).toHaveValue('maria@demo.svetlitsa');
});

test('a reading below the last is refused with its reason, and the digits stay', async ({ page }) => {
  await signIn(page, '18300000014@demo.svetlitsa');
  await page.goto('/accounts/18300000014/readings');
  const drums = page.getByRole('textbox');
  await drums.nth(0).fill('1');
  await drums.nth(1).fill('1');
  await page.getByRole('button', { name: text('readings.submit') }).click();
  await expect(page.getByText(text('readings.finding.below_previous')).first()).toBeVisible();
  await expect(drums.nth(0)).toHaveValue('1');
  await drums.nth(0).fill('12a');
  await expect(page.getByText(text('drum.not_digits'))).toBeVisible();
});

test('sums that cannot be paid end at the field', async ({ page }) => {
  await signIn(page, 'maria@demo.svetlitsa');
  await page.goto(`${ACCOUNT}/pay`);
  const amount = page.getByLabel(text('payments.amount'), { exact: true });
  for (const [typed, key] of [
    ['0', 'fields.amount_too_small'],
    ['0.001', 'fields.too_precise'],
    ['1000000000', 'fields.amount_too_large'],
    ['1e9', 'payments.not_a_sum'],
    ['', 'payments.missing'],
  ] as const) {
    await amount.fill(typed);
    await page.getByRole('button', { name: text('payments.submit') }).click();
    await expect(page.getByText(text(key)).first()).toBeVisible();
    await expect(amount).toHaveValue(typed);
  }
  await expect(page).toHaveURL(new RegExp(`${ACCOUNT}/pay$`));
});
