// Readings given in one step with a payment: odd and confirmed, refused and paid without, by a guest; never in the way.
import type { Page } from '@playwright/test';
import { expect, signIn, test } from '../fixtures/own.ts';
import { text } from '../fixtures/texts.ts';

const MARIA = '67100000017';
const GIVEN = text('payments.with_readings.given_title');

async function registers(page: Page, account: string): Promise<number[]> {
  const overview = await (await page.request.get(`/api/v1/accounts/${account}`)).json();
  return overview.meters[0].registers.map((register: { previous: number }) => register.previous);
}

/** The drums beside the sum, in the order of the meter's registers. */
const drums = (page: Page) => page.locator('.pay__readings').getByRole('textbox');
const submit = (page: Page) => page.getByRole('button', { name: text('payments.submit') }).click();
const fillSum = (page: Page, sum: string) => page.getByLabel(text('payments.amount'), { exact: true }).fill(sum);
const atBank = (page: Page) => page.waitForURL((url) => url.hostname === 'localhost');
const back = (page: Page) => page.waitForURL((url) => url.hostname === '127.0.0.1');

test('an odd reading is asked about, confirmed and paid with, and the receipt names it', async ({ page }) => {
  await signIn(page, 'maria@demo.svetlitsa');
  await page.goto(`/accounts/${MARIA}/pay`);
  await expect(page.getByRole('heading', { name: text('payments.with_readings.title') })).toBeVisible();
  const [day = 0, night = 0] = await registers(page, MARIA);
  await fillSum(page, '210,00');
  // Half of a meter is told at its field, and nothing is sent.
  await drums(page).nth(0).fill(String(day + 4_000));
  await submit(page);
  await expect(page.getByRole('alert').first()).toContainText(text('readings.missing', { zone: text('drum.night') }));
  await drums(page).nth(1).fill(String(night + 60));
  await expect(page.locator('.pay__readings')).toContainText(text('readings.finding.unusually_high'));

  // By keyboard alone: Escape leaves everything as it was typed.
  await page.getByRole('button', { name: text('payments.submit') }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: text('readings.ask.title') });
  await expect(dialog).toContainText(text('readings.finding.unusually_high'));
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(drums(page).nth(0)).toHaveValue(String(day + 4_000));
  // Back and forth, and it is still there.
  await page.goto(`/accounts/${MARIA}`);
  await page.goBack();
  await expect(drums(page).nth(0)).toHaveValue(String(day + 4_000));
  await expect(page.getByLabel(text('payments.amount'), { exact: true })).toHaveValue('210,00');
  await submit(page);
  await dialog.getByRole('button', { name: text('payments.with_readings.yes') }).click();

  await atBank(page);
  // The reading is taken before the money is: it stands when the payer comes Back.
  await page.goBack();
  await back(page);
  await expect(page.getByText(GIVEN)).toBeVisible();
  await page.getByRole('link', { name: text('payments.at_bank.to_bank') }).click();
  await page.getByRole('button', { name: /^Оплатить/ }).click();
  await back(page);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('210,00');
  await expect(page.getByText(GIVEN)).toBeVisible();
  const slip = page.getByRole('article').first();
  await expect(slip).toContainText(text('readings.status_question'));

  // One reading a month: the next payment offers nothing.
  await page.goto(`/accounts/${MARIA}/pay`);
  await expect(page.getByLabel(text('payments.amount'), { exact: true })).toBeVisible();
  await expect(page.locator('.pay__readings')).toHaveCount(0);
});

test('a refused reading keeps nobody from paying', async ({ page }) => {
  await signIn(page, 'maria@demo.svetlitsa');
  await page.goto(`/accounts/${MARIA}/pay`);
  await fillSum(page, '99,00');
  await drums(page).nth(0).fill('1');
  await drums(page).nth(1).fill('1');
  await submit(page);
  const dialog = page.getByRole('dialog', { name: text('readings.result.refused') });
  await expect(dialog).toContainText(text('readings.finding.below_previous'));
  await dialog.getByRole('button', { name: text('readings.ask.correct') }).click();
  // The reason stands at the field, and the digits with it.
  await expect(page.getByRole('alert').first()).toContainText(text('readings.finding.below_previous'));
  await expect(drums(page).nth(0)).toHaveValue('1');
  await submit(page);
  await dialog.getByRole('button', { name: text('payments.with_readings.without') }).click();
  await atBank(page);
  await page.getByRole('button', { name: /^Оплатить/ }).click();
  await back(page);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('99,00');
  await expect(page.getByText(GIVEN)).toHaveCount(0);
});

test('a guest gives a reading and pays, and a declined payment does not undo it', async ({ page }) => {
  await page.goto('/pay');
  await page.getByLabel(text('register.account'), { exact: true }).fill('67100000033');
  await page.getByLabel(text('register.house'), { exact: true }).fill('5');
  await page.getByRole('button', { name: text('readings.guest.next') }).click();
  const said = (await page.locator('.drum__previous').innerText()).match(/\d[\d\s\u2009\u00a0]*/)?.[0] ?? '';
  await drums(page).fill(String(Number(said.replace(/\D/g, '')) + 190));
  await fillSum(page, '77,00');
  await submit(page);
  await atBank(page);
  await page.getByText('Другие исходы').click();
  await page.getByRole('button', { name: 'Отказать' }).click();
  await back(page);
  await expect(page.getByText(text('payments.failed.cancelled')).first()).toBeVisible();
  await expect(page.getByText(GIVEN)).toBeVisible();
});

test('nothing is offered where nothing is to be given', async ({ page, own }) => {
  // Prepaid: the meter counts the money itself.
  await signIn(page, '50200000013@demo.svetlitsa');
  await page.goto('/accounts/50200000013/pay');
  await expect(page.getByLabel(text('payments.amount'), { exact: true })).toBeVisible();
  await expect(page.locator('.pay__readings')).toHaveCount(0);
  // And after the window's last day.
  await signIn(page, 'maria@demo.svetlitsa');
  await page.route(`**/api/v1/accounts/${MARIA}`, async (route) => {
    const answer = await route.fetch();
    const overview = await answer.json();
    overview.window.today = overview.window.today.replace(/-\d\d$/, '-27');
    await route.fulfill({ response: answer, json: overview });
  });
  await page.goto(`/accounts/${MARIA}/pay`);
  await expect(page.getByLabel(text('payments.amount'), { exact: true })).toBeVisible();
  await expect(page.locator('.pay__readings')).toHaveCount(0);
  expect(own.portal).toBeTruthy();
});

test('no network says so, and everything typed stays', async ({ page, context }) => {
  await signIn(page, 'maria@demo.svetlitsa');
  await page.goto(`/accounts/${MARIA}/pay`);
  const [day = 0, night = 0] = await registers(page, MARIA);
  await fillSum(page, '45,00');
  await drums(page).nth(0).fill(String(day + 150));
  await drums(page).nth(1).fill(String(night + 60));
  await context.setOffline(true);
  await submit(page);
  await expect(page.getByText(text('errors.offline.title'))).toBeVisible();
  await context.setOffline(false);
  await expect(drums(page).nth(0)).toHaveValue(String(day + 150));
  await submit(page);
  await atBank(page);
  await page.getByRole('button', { name: /^Оплатить/ }).click();
  await back(page);
  await expect(page.getByText(GIVEN)).toBeVisible();
});
