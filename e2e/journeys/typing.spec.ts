// What people type and paste into a dial: a value, or the reason why it is none; what was there stays.
import { expect, signIn, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';

const BILL = 'Лицевой счёт 67100000025 Период 11.2026 Показание 12345 12500 Расход 155 К оплате 1026,10';

test('everything but a number has its reason, and nothing typed is lost', async ({ page }) => {
  await signIn(page, '67100000025@demo.svetlitsa');
  await page.goto('/accounts/67100000025/readings');
  const drum = page.getByRole('textbox', { name: new RegExp(text('drum.single')) });
  const below = page.getByRole('status').locator('[data-code]');
  for (const [typed, value] of [
    ['12345', '12345'], ['12 345', '12345'], ['12\u{a0}345', '12345'], ['١٢٣٤٥', '12345'], ['１２３４５', '12345'],
    ['00012345', '12345'], ['12345 кВт·ч', '12345'],
  ] as const) {
    await drum.fill('');
    await drum.fill(typed);
    await expect(drum).toHaveValue(value);
    await expect(below).toHaveCount(0);
  }
  for (const [typed, code, words] of [
    ['123a5', 'not_a_number', text('drum.not_digits')],
    ['-12345', 'negative', text('drum.negative')],
    ['12345678901234567890', 'too_many_digits', text('drum.too_many.many').split('{count}')[0]!.trim()],
    ['10450 4310', 'several_numbers', text('drum.several_numbers')],
    [BILL, 'pasted_text', text('drum.pasted_text')],
  ] as const) {
    await drum.fill('12345');
    await drum.fill(typed);
    await expect(below).toHaveAttribute('data-code', code);
    await expect(below).toContainText(words);
    // What had been typed before is still there, and none of the rest.
    await expect(drum).toHaveValue('12345');
  }
  // Red digits fall away and are not taken for whole ones.
  await drum.fill('');
  await drum.pressSequentially('123,4');
  await expect(drum).toHaveValue('123');
  await expect(below).toHaveAttribute('data-code', 'not_an_integer');

  // It outlives a reload, and is not sent before it is whole.
  await page.reload();
  await expect(drum).toHaveValue('123');
  await drum.fill('');
  await page.getByRole('button', { name: text('readings.submit') }).click();
  await expect(page.getByRole('alert')).toContainText(text('readings.missing', { zone: text('drum.single') }));
});
