// Debts that several people, tabs and telephones pay: each once, each with its receipt, in whatever form it is wanted.
import type { Page } from '@playwright/test';
import { readCode } from '../fixtures/camera.ts';
import { expect, signIn, test } from '../fixtures/own.ts';
import { text } from '../fixtures/texts.ts';

const MARIA = 'maria@demo.svetlitsa';
const PAY = '/accounts/67100000017/pay';

const submit = (page: Page) => page.getByRole('button', { name: text('payments.submit'), exact: true }).click();
const question = (page: Page) => page.getByRole('dialog', { name: text('payments.repeat.title') });

/** At the bank: lets the money go. */
async function payAtBank(page: Page): Promise<void> {
  await page.waitForURL((url) => url.hostname === 'localhost');
  await page.getByRole('button', { name: /^Оплатить/ }).click();
  await page.waitForURL((url) => url.hostname === '127.0.0.1');
  await expect(page.getByRole('article').first()).toBeVisible();
}

test('two tabs, another telephone and a stranger: the debt is paid once', async ({ page, context, browser, own }) => {
  await signIn(page, MARIA);
  await page.goto(PAY);
  await expect(page.getByLabel(text('payments.amount'), { exact: true })).toHaveValue('1509,12');
  await submit(page);
  await page.waitForURL((url) => url.hostname === 'localhost');

  const tab = await context.newPage();
  await tab.goto(PAY);
  await expect(tab.getByText(text('payments.under_way.title'))).toBeVisible();
  await submit(tab);
  await expect(question(tab)).toContainText(/1.509,12/);
  await question(tab).getByRole('button', { name: text('payments.repeat.no') }).click();
  await expect(question(tab)).toBeHidden();

  // What was left here is gone on with there.
  const telephone = await browser.newContext({ baseURL: own.portal, locale: 'ru-RU' });
  const there = await telephone.newPage();
  await signIn(there, MARIA);
  await there.goto(PAY);
  await there.getByRole('link', { name: text('payments.under_way.resume') }).click();
  await there.getByRole('link', { name: text('payments.at_bank.to_bank') }).click();
  await payAtBank(there);
  await telephone.close();
  await page.goBack();
  await expect(page.getByRole('article').first()).toContainText(/1.509,12/);

  // A stranger who means well learns that it is paid, and not by whom or how much.
  const street = await browser.newContext({ baseURL: own.portal, locale: 'ru-RU' });
  const stranger = await street.newPage();
  await stranger.goto('/pay');
  await stranger.getByLabel(text('register.account'), { exact: true }).fill('67100000017');
  await stranger.getByLabel(text('register.house'), { exact: true }).fill('12');
  await stranger.getByRole('button', { name: text('readings.guest.next') }).click();
  await expect(stranger.getByText(text('payments.paid_today.title'))).toBeVisible();
  await stranger.getByLabel(text('payments.amount'), { exact: true }).fill('5,00');
  await submit(stranger);
  await expect(question(stranger)).toBeVisible();
  await expect(stranger.getByRole('main')).not.toContainText('509,12');
  expect(await own.moneyTaken()).toHaveLength(1);
  // It is meant all the same: then it is money in advance.
  await question(stranger).getByRole('button', { name: /5,00/ }).click();
  await payAtBank(stranger);
  expect(await own.moneyTaken()).toHaveLength(2);
  await street.close();
});

test('debts to two payees are paid in turn, and each receipt is had in four forms', async ({ page, context, own }) => {
  const login = '50200000021@demo.svetlitsa';
  own.alter(`INSERT INTO ledger_entries (id, account, payee, service, period, purpose, amount_kopecks, cause_kind, cause_id,
    cause_line, booked_at) SELECT 'october', account, 'mosenergosbyt', service, '2026-10', purpose, 70000, 'charge', 'october', 0,
    booked_at FROM ledger_entries WHERE account = '50200000021' LIMIT 1`);
  await signIn(page, login);
  await page.goto('/accounts/pay');
  await expect(page.getByRole('checkbox')).toHaveCount(2);
  await submit(page);
  await payAtBank(page);
  await page.getByRole('button', { name: text('payments.several.go_on') }).click();
  await payAtBank(page);
  await expect(page.getByRole('button', { name: text('payments.several.go_on') })).toHaveCount(0);

  const { items } = await (await page.request.get('/api/v1/accounts/50200000021/payments')).json();
  const payees = new Set<string>();
  // The newest first; the older ones are of the sample world.
  for (const { id } of (items as { id: string }[]).slice(0, 2)) {
    await page.goto(`/payments/${id}`);
    const receipt = await (await page.request.get(`/api/v1/payments/${id}/receipt`)).json();
    payees.add(receipt.payee_name);
    // On the screen, with a code that a camera reads.
    const slip = page.getByRole('article').first();
    await expect(slip).toContainText(receipt.number);
    await expect(slip).toContainText(receipt.payee_name);
    expect(await readCode(context, slip.locator('.qr').last())).toBe(receipt.verification_url);
    // As a document.
    const href = await page.getByRole('link', { name: text('payments.done.pdf') }).getAttribute('href');
    const document = await page.request.get(href ?? '');
    expect((await document.body()).subarray(0, 5).toString()).toBe('%PDF-');
    // By letter, once.
    const letters = async () => (await own.letters(login)).filter((letter) => letter.subject.includes(receipt.number));
    await expect.poll(async () => (await letters()).length).toBe(1);
    expect((await letters())[0]?.text).toContain(receipt.verification_url);
    // On a printer's roll, wide or narrow.
    for (const columns of [48, 32]) {
      const paper = await (await page.request.get(`/api/v1/payments/${id}/receipt/paper?columns=${columns}`)).text();
      expect(Math.max(...paper.split('\n').map((line) => line.length))).toBeLessThanOrEqual(columns);
      expect(paper).toContain(receipt.number);
      expect(paper).toContain('50200000021');
    }
  }
  expect(payees.size).toBe(2);
});
