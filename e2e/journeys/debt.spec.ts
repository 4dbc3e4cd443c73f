// The debt: from the account to what is late, what a day adds, the stages, and an agreement in instalments.
import { expect, signIn, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';

test('what is late, what follows, and instalments agreed on', async ({ page }) => {
  await signIn(page, '67100000033@demo.svetlitsa');
  await page.goto('/accounts/67100000033');
  await page.getByRole('link', { name: text('accounts.debt') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(text('debts.title'));
  const late = page.getByRole('table', { name: text('debts.late.caption') });
  await expect(late.getByRole('row')).toHaveCount(4);
  const main = page.getByRole('main');
  await expect(main).toContainText(text('debts.restriction.notified'));
  await expect(page.getByRole('table', { name: text('debts.notices.caption') })).toContainText(text('debts.notices.signature'));

  // Thirty days, read by keyboard.
  await page.locator('summary', { hasText: text('debts.forecast.by_days') }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('table', { name: text('debts.forecast.caption') }).getByRole('row')).toHaveCount(31);

  // Another term is another table; agreed, it waits for its first part.
  const plan = page.getByRole('table', { name: text('debts.plan.caption') }).last();
  await expect(plan.getByRole('row')).toHaveCount(9);
  await page.getByLabel(text('debts.plan.choose')).selectOption('3');
  await expect(plan.getByRole('row')).toHaveCount(6);
  await page.getByRole('button', { name: text('debts.plan.agree') }).click();
  await expect(page.getByText(text('debts.agreements.awaiting')).first()).toBeVisible();
});

test('nothing late, and a debt to a former payee', async ({ page }) => {
  await signIn(page, '67100000025@demo.svetlitsa');
  await page.goto('/accounts/67100000025/debt');
  await expect(page.getByText(text('debts.none'))).toBeVisible();

  await page.context().clearCookies();
  await signIn(page, '50200000021@demo.svetlitsa');
  await page.goto('/accounts/50200000021/debt');
  await expect(page.getByText(text('debts.late.old'))).toBeVisible();
  await expect(page.getByRole('main')).toContainText('Россети');
});
