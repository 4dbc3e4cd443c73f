// Help before an appeal: an answer that is found ends it, danger is sent to the telephone at once.
import { expect, signInStaff, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';

test('an answer is found while one types, helps, is counted, and Back leads to the form', async ({ page }) => {
  await page.goto('/appeals/new');
  const words = page.getByLabel(text('appeals.form.text'));
  await expect(page.getByText(text('appeals.answers.title'))).toBeHidden();
  await words.pressSequentially('Почему счёт больше обычного');
  await expect(page.getByText(text('appeals.answers.title'))).toBeVisible();
  await page.locator('summary', { hasText: 'Почему счёт больше обычного?' }).click();
  const counted = page.waitForResponse((answer) => answer.url().endsWith('/faq/high_bill/helped'));
  await page.getByRole('button', { name: text('appeals.answers.helped') }).click();
  expect((await counted).status()).toBe(204);
  await expect(page.getByRole('heading', { name: text('appeals.answers.glad') })).toBeVisible();
  await page.goBack();
  await expect(words).toHaveValue('');

  await signInStaff(page, 'operator@demo.svetlitsa');
  const { items } = await (await page.request.get('/api/v1/staff/faq')).json();
  expect(items.find((item: { id: string }) => item.id === 'high_bill').helped).toBeGreaterThan(0);
});

test('whoever writes of danger sees whom to call before anything is sent', async ({ page }) => {
  await page.goto('/appeals/new');
  const calls = page.locator('main').locator('a[href="tel:112"]');
  await expect(calls).toHaveCount(1);
  await page.getByLabel(text('appeals.form.text')).fill('Во дворе на земле лежит провод');
  await expect(page.locator('.notice__title', { hasText: text('appeals.form.outage_title') })).toBeVisible();
  await expect(calls).toHaveCount(2);
  await page.getByLabel(text('appeals.form.text')).fill('Почему нет скидки?');
  await expect(page.locator('.notice__title', { hasText: text('appeals.form.outage_title') })).toBeHidden();
});
