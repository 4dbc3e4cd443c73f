// What somebody wants to be told of, and how: by letter, by text message, by both, or not at all.
import { paid } from '../accessibility/payments.ts';
import { test as ownTest } from '../fixtures/own.ts';
import { expect, signIn, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';

const ANNA = '67100000033@demo.svetlitsa';

test('a telephone is confirmed by its code, ways are chosen and kept, and the telephone goes again', async ({ page, world }, info) => {
  // Each run has a telephone of its own.
  const phone = `+7900${String(1_000_000 + info.workerIndex * 1000 + info.retry).slice(0, 7)}`;
  await signIn(page, ANNA);
  await page.goto('/accounts/67100000033/reminders');
  const readings = page.getByRole('group', { name: text('reminders.readings') });
  const debt = page.getByRole('group', { name: text('reminders.debt') });
  await expect(readings.getByLabel(text('reminders.by_letter'))).not.toBeChecked();
  await expect(readings.getByLabel(text('reminders.by_sms'))).toHaveCount(0);

  const number = page.getByLabel(text('reminders.phone.number'));
  await number.fill('8 (4812) 68-75-50');
  await number.press('Enter');
  await expect(page.getByText(text('fields.not_a_mobile')).first()).toBeVisible();
  await expect(number).toHaveValue('8 (4812) 68-75-50');
  await number.fill(phone);
  await number.press('Enter');
  const code = page.getByLabel(text('reminders.phone.code'));
  await code.fill('12');
  await code.press('Enter');
  await expect(page.getByText(text('fields.wrong_sms_code')).first()).toBeVisible();
  await expect.poll(async () => (await world.messages(phone)).length).toBe(1);
  await code.fill((await world.messages(phone))[0]!.text.match(/\d{6}/)![0]);
  await page.getByRole('button', { name: text('reminders.phone.confirm') }).click();
  await expect(page.getByText(`***-${phone.slice(-4, -2)}-${phone.slice(-2)}`).first()).toBeVisible();

  await readings.getByLabel(text('reminders.by_sms')).check();
  await debt.getByLabel(text('reminders.by_letter')).check();
  await page.getByRole('button', { name: text('reminders.save') }).click();
  await expect(page.getByText(text('reminders.saved'))).toBeVisible();
  await page.reload();
  await expect(readings.getByLabel(text('reminders.by_sms'))).toBeChecked();
  await expect(readings.getByLabel(text('reminders.by_letter'))).not.toBeChecked();
  await expect(debt.getByLabel(text('reminders.by_letter'))).toBeChecked();
  // The code is in the list of what was sent, and its text is not.
  await expect(page.getByText(text('reminders.code_message')).first()).toBeVisible();

  await page.getByRole('button', { name: text('reminders.phone.forget') }).click();
  await expect(number).toBeVisible();
  await expect(readings.getByLabel(text('reminders.by_sms'))).toHaveCount(0);
  await page.reload();
  await expect(debt.getByLabel(text('reminders.by_letter'))).toBeChecked();
  await expect(page.getByLabel(text('reminders.phone.number'))).toBeVisible();
  await debt.getByLabel(text('reminders.by_letter')).uncheck();
  await page.getByRole('button', { name: text('reminders.save') }).click();
  await expect(page.getByText(text('reminders.saved'))).toBeVisible();
});

ownTest('a payment and an answer are told of by text message to whoever ticked them', async ({ page, own }) => {
  const phone = '+79001234567';
  await signIn(page, 'maria@demo.svetlitsa');
  await page.goto('/accounts/67100000017/reminders');
  // What has no way to be chosen is not asked; where letters are chosen elsewhere, the page leads there.
  await expect(page.getByText(text('reminders.phone_first'))).toBeVisible();
  await expect(page.getByRole('group', { name: text('reminders.payment') })).toHaveCount(0);
  await expect(page.getByRole('link', { name: text('reminders.outage_letters') })).toHaveAttribute('href', '/outages');
  await page.getByLabel(text('reminders.phone.number')).fill(phone);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await own.messages(phone)).length).toBe(1);
  await page.getByLabel(text('reminders.phone.code')).fill((await own.messages(phone))[0]!.text.match(/\d{6}/)![0]);
  await page.keyboard.press('Enter');
  for (const kind of ['payment', 'case']) {
    await page.getByRole('group', { name: text(`reminders.${kind}`) }).getByLabel(text('reminders.by_sms')).check();
  }
  await page.getByRole('button', { name: text('reminders.save') }).click();
  await expect(page.getByText(text('reminders.saved'))).toBeVisible();
  await paid(page);
  const told = async () => (await own.messages(phone)).map((message) => message.text);
  await expect.poll(async () => (await told()).filter((words) => words.startsWith('Зачислено')).length, { timeout: 20_000 }).toBe(1);
  await page.goto('/accounts/67100000017/reminders');
  await expect(page.getByRole('table').getByText(/^Зачислено/)).toBeVisible();

  // No more of it: the next payment is told of by its receipt alone.
  await page.getByRole('group', { name: text('reminders.payment') }).getByLabel(text('reminders.by_sms')).uncheck();
  await page.getByRole('button', { name: text('reminders.save') }).click();
  await expect(page.getByText(text('reminders.saved'))).toBeVisible();
  await page.reload();
  await expect(page.getByRole('group', { name: text('reminders.case') }).getByLabel(text('reminders.by_sms'))).toBeChecked();
  await expect(page.getByRole('group', { name: text('reminders.payment') }).getByLabel(text('reminders.by_sms'))).not.toBeChecked();
});
