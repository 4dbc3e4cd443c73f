// How somebody wants to be reminded: by letter, by text message, by both, or not at all.
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
