// Automatic payment from its setting up to its end: told by letter, charged once across a power cut, stopped by one press;
// a card that asks for a code; and money that goes back, seen by whoever paid it.
import { expect, signIn, test } from '../fixtures/own.ts';
import { test as shared } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';

const MARIA = 'maria@demo.svetlitsa';
const AUTOPAY = '/accounts/67100000017/autopay';

test('set up, allowed at the bank, told, charged once, stopped', async ({ page, own }) => {
  test.setTimeout(120_000);
  await signIn(page, MARIA);
  await page.goto(AUTOPAY);
  // A bill that is read by nobody is paid all the same: that is the owner's choice.
  await page.getByLabel(text('autopay.skip_estimated'), { exact: true }).uncheck();
  await page.getByLabel(text('autopay.consent'), { exact: true }).check();
  await page.getByRole('button', { name: text('autopay.start'), exact: true }).click();
  await page.getByRole('link', { name: text('autopay.to_bank'), exact: true }).click();
  await page.getByRole('button', { name: 'Разрешить', exact: true }).click();
  await page.waitForURL(`**${AUTOPAY}`);
  await expect(page.getByText('23 ноября 2026').first()).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText(text('autopay.state_announced'), { exact: true })).toBeVisible();
  const notices = async () => (await own.letters(MARIA)).filter((letter) => letter.text.includes('23 ноября 2026'));
  await expect.poll(async () => (await notices()).length, { timeout: 20_000 }).toBe(1);
  expect(await own.moneyTaken()).toHaveLength(0);

  // The day comes with a power cut in its middle.
  await own.killServer();
  await own.startServer({ now: '2026-11-23T10:00:00+03:00' });
  await expect.poll(async () => (await own.moneyTaken()).length, { timeout: 30_000 }).toBe(1);
  await own.killServer();
  await own.startServer({ now: '2026-11-23T10:10:00+03:00' });
  await expect(async () => {
    await page.goto(AUTOPAY);
    await expect(page.getByText(text('autopay.state_paid'), { exact: true })).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  expect(await own.moneyTaken()).toHaveLength(1);
  expect(await notices()).toHaveLength(1);

  await page.getByRole('button', { name: text('autopay.stop'), exact: true }).click();
  await expect(page.getByText(text('autopay.stopped_by_owner'), { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByText(text('autopay.stopped_by_owner'), { exact: true })).toBeVisible();
});

test('a card that asks for a code; later the money goes back', async ({ page, own }) => {
  test.setTimeout(90_000);
  await signIn(page, MARIA);
  await page.goto('/accounts/67100000017/pay');
  await page.getByLabel(text('payments.amount'), { exact: true }).fill('21,00');
  await page.getByRole('button', { name: text('payments.submit') }).click();
  await page.getByLabel('Банк спросит код из СМС (3-D Secure)').check();
  await page.getByRole('button', { name: /^Оплатить/ }).click();
  await page.getByLabel('Код из СМС').fill('1111');
  await page.getByRole('button', { name: 'Подтвердить', exact: true }).click();
  await expect(page.getByText('Код неверный')).toBeVisible();
  await page.getByLabel('Код из СМС').fill('1234');
  await page.getByRole('button', { name: 'Подтвердить', exact: true }).click();
  await page.waitForURL('**/payments/*');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('21,00');
  const id = new URL(page.url()).pathname.split('/').pop() ?? '';

  own.refund(id, '10.00', 'Заявление 14 от 20.11.2026');
  await expect(async () => {
    await page.reload();
    await expect(page.getByText('Заявление 14 от 20.11.2026').first()).toBeVisible({ timeout: 2_000 });
    await expect(page.getByText(text('refunds.returned_note'), { exact: true })).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  await expect(page.getByRole('article').first()).toBeVisible();
  const [money] = await own.moneyTaken();
  expect((money as { refunded?: string }).refunded).toBe('10.00');
});

shared('a bill above the cap is left alone, and the page says why', async ({ page }) => {
  await signIn(page, MARIA);
  await page.goto(AUTOPAY);
  await page.getByLabel(text('autopay.cap'), { exact: true }).fill('100');
  await page.getByLabel(text('autopay.consent'), { exact: true }).check();
  await page.getByRole('button', { name: text('autopay.start'), exact: true }).click();
  await page.getByRole('link', { name: text('autopay.to_bank'), exact: true }).click();
  await page.getByRole('button', { name: 'Разрешить', exact: true }).click();
  await page.waitForURL(`**${AUTOPAY}`);
  await expect(async () => {
    await page.goto(AUTOPAY);
    await expect(page.getByText(text('autopay.skipped_above_cap'))).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  await expect(page.getByText(text('autopay.state_skipped'), { exact: true })).toBeVisible();
});
