// Bills: the archive, one opened down to its readings, and the sums the same wherever they are told.
import { expect, signIn, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';

interface Line { amount_kopecks: number }

test('from the account to where every rouble of a bill comes from', async ({ page }) => {
  await signIn(page, '67100000033@demo.svetlitsa');
  await page.goto('/accounts/67100000033');
  await page.getByRole('link', { name: text('accounts.bills') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(text('bills.title'));
  const months = page.getByRole('table').getByRole('row');
  await expect.poll(() => months.count()).toBeGreaterThan(12);
  await months.nth(1).getByRole('link', { name: 'октябрь 2026', exact: true }).click();

  await expect(page.getByRole('heading', { level: 1 })).toContainText('октябрь 2026');
  const bill = await (await page.request.get('/api/v1/accounts/67100000033/bills/2026-10')).json();
  const sum = bill.lines.reduce((all: number, line: Line) => all + line.amount_kopecks, 0);
  expect(sum).toBe(bill.charged_kopecks);
  // The third month without a reading: by the average of six, said so, with the rule.
  const why = page.getByText(text('bills.line.why')).first();
  await why.focus();
  await page.keyboard.press('Enter');
  const main = page.getByRole('main');
  await expect(main).toContainText(text('bills.rule.average_not_reported'));
  await expect(main).toContainText('1250 : 6');
  await expect(main).toContainText(text('bills.source.average_not_reported'));

  // Back leads to the archive and to the account, and the way to pay is one step.
  await page.goBack();
  await expect(page.getByRole('table')).toBeVisible();
  await page.goForward();
  await page.getByRole('link', { name: text('bills.bill.pay'), exact: true }).click();
  await page.waitForURL(/\/pay\?period=2026-10$/);
  // The month of the bill is named on the order.
  await expect(page.getByRole('main')).toContainText('октябрь 2026');
});

test('readings and prices of a line lead to where they are told of', async ({ page }) => {
  await signIn(page, '67100000025@demo.svetlitsa');
  await page.goto('/accounts/67100000025/bills/2026-10');
  await page.locator('summary', { hasText: text('bills.line.why') }).first().click();
  const line = page.getByRole('main').getByRole('listitem').first();
  await expect(line.getByRole('link', { name: /^Цена с/ })).toHaveAttribute('href', '/tariffs/smolensk');
  await line.getByRole('link', { name: /^Показание/ }).first().click();
  await page.waitForURL('/accounts/67100000025/readings');
  await expect(page.getByRole('main')).toContainText('31 904');
});

test('common use never goes above the norm, and the bill shows how', async ({ page }) => {
  await signIn(page, '67100000025@demo.svetlitsa');
  await page.goto('/accounts/67100000025/bills/2026-10');
  const common = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: text('bills.line.common_use') }) });
  await common.getByText(text('bills.line.why')).click();
  await expect(common).toContainText(`${text('bills.step.least')} 800; 600`);
  await expect(common).toContainText(text('bills.rule.common_use_capped'));
  await expect(page.getByRole('main').getByText(text('bills.bill.settled'))).toBeVisible();
});

interface Sums { before_kopecks: number; charged_kopecks: number; paid_since_kopecks: number }

/** What is left of a bill, or of its penalty. */
const left = (sums: Sums) => sums.before_kopecks + sums.charged_kopecks - sums.paid_since_kopecks;

test('every sum that changed the balance, and what was owed after it', async ({ page }) => {
  await signIn(page, '67100000033@demo.svetlitsa');
  await page.goto('/accounts/67100000033/bills');
  await page.getByRole('link', { name: text('ledger.link') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(text('ledger.title'));
  const entries = page.getByRole('table').getByRole('row');
  await expect(entries.nth(1)).toBeVisible();
  // The balance after the newest entry is what the bill asks for.
  const ledger = await (await page.request.get('/api/v1/accounts/67100000033/ledger')).json();
  const bill = await (await page.request.get('/api/v1/accounts/67100000033/bills/2026-10')).json();
  expect(ledger.items[0].balance_kopecks)
    .toBe(left(bill) + left(bill.penalty));
  const before = await entries.count();
  await page.getByRole('button', { name: text('ledger.more') }).click();
  await expect.poll(() => entries.count()).toBeGreaterThan(before);
  await page.getByRole('table').getByRole('link', { name: /октябрь 2026/ }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('октябрь 2026');
});
