// Bills: the archive, one opened down to its readings, and the sums the same wherever they are told.
import type { Page } from '@playwright/test';
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

interface ReadAloud { payee_name: string }

/** What a screen reader says of the page's main part, piece by piece. */
async function aloud(page: Page): Promise<string> {
  return page.getByRole('main').ariaSnapshot();
}

/** The pieces come one after another, each after the one before it. */
function inOrder(said: string, pieces: string[]) {
  let from = 0;
  for (const piece of pieces) {
    const at = said.indexOf(piece, from);
    expect(at, `«${piece}» is not read after:\n${said.slice(0, from)}\n--- rest ---\n${said.slice(from)}`).toBeGreaterThanOrEqual(0);
    from = at + piece.length;
  }
}

test('a bill is read aloud in an order that makes sense', async ({ page }) => {
  await signIn(page, '67100000033@demo.svetlitsa');
  await page.goto('/accounts/67100000033/bills/2026-10');
  await expect(page.getByText(text('bills.bill.rounding'))).toBeVisible();
  const bill = await (await page.request.get('/api/v1/accounts/67100000033/bills/2026-10')).json() as ReadAloud;
  const parts = [
    `heading "${text('bills.bill.title', { month: 'октябрь 2026' })}" [level=1]`,
    // How much and by when, and the way to pay, before what it is made of.
    `heading "${text('bills.bill.to_pay')}" [level=2]`,
    `link "${text('bills.bill.pay')}"`,
    `heading "${text('bills.bill.lines')}" [level=2]`,
    `heading "${text('bills.line.supply')}" [level=3]`,
    text('bills.line.why'),
    text('bills.bill.total'),
    text('bills.bill.rounding'),
    `heading "${text('bills.penalty.title')}" [level=2]`,
    `heading "${text('bills.change.title', { month: 'сентября 2026' })}" [level=2]`,
    text('bills.bill.before'),
    text('bills.bill.charged'),
    text('bills.bill.paid'),
    text('bills.bill.left'),
    bill.payee_name,
    `heading "${text('bills.code.title')}" [level=2]`,
    `img "${text('bills.code.label')}"`,
  ];
  inOrder(await aloud(page), parts);
  // Where a line comes from is read with the line and not after the others: formula, then rule, then what the month costs.
  await page.locator('summary', { hasText: text('bills.line.why') }).first().click();
  await expect(page.getByRole('main')).toContainText('1250 : 6');
  inOrder(await aloud(page), [
    `heading "${text('bills.line.supply')}" [level=3]`,
    text('bills.line.why'),
    '1250 : 6',
    text('bills.rule.average_not_reported'),
    text('bills.bill.total'),
  ]);
  // Headings never skip a level, so that one who jumps from one to the next misses nothing.
  const levels = [...(await aloud(page)).matchAll(/\[level=(\d)\]/g)].map(([, level]) => Number(level));
  expect(levels.filter((level) => level === 1)).toHaveLength(1);
  levels.forEach((level, place) => expect(level).toBeLessThanOrEqual((levels[place - 1] ?? 0) + 1));
});

test('an opening balance tells from whom it was taken over', async ({ page }) => {
  await signIn(page, '67100000025@demo.svetlitsa');
  await page.goto('/accounts/67100000025/payees');
  const payee = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'СмоленскАтомЭнергоСбыт' }) });
  await expect(payee).toContainText(text('payees.taken.from', { date: '1 мая 2016', from: 'ОАО «Жилищник»' }));
  await expect(payee).toContainText(text('payees.taken.decision', { date: '28 марта 2016', protocol: '3/2016' }));
  await expect(payee).toContainText('41 207');
  await expect(payee).toContainText('184,14');
  await page.goto('/accounts/67100000025/ledger');
  const more = page.getByRole('button', { name: text('ledger.more') });
  const opening = page.getByRole('row').filter({ hasText: text('ledger.cause.opening') });
  // It is the oldest entry, and the button goes with the last page.
  await expect(async () => {
    if (await more.isVisible()) await more.click({ timeout: 1_000 });
    await expect(opening).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(opening).toContainText('ОАО «Жилищник»');
  await expect(opening).toContainText('184,14');
});
