// Money sent back on the desk: found by the receipt, asked once more, seen by the customer; an operator only looks.
import { expect, signIn, signInStaff, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';
import { paid } from '../accessibility/payments.ts';

test('a supervisor sends a part back by the number of the receipt, and the customer sees it', async ({ page }) => {
  await signIn(page, 'maria@demo.svetlitsa');
  const id = await paid(page);
  const receipt = await (await page.request.get(`/api/v1/payments/${id}/receipt`)).json();
  await signInStaff(page, 'operator@demo.svetlitsa');
  await page.goto('/staff/refunds');
  const find = async (number: string) => {
    await page.getByLabel(text('refunds.desk.query'), { exact: true }).fill(number);
    await page.getByRole('button', { name: text('refunds.desk.search'), exact: true }).click();
  };
  await find('2026-999999');
  await expect(page.getByText(text('refunds.desk.empty'))).toBeVisible();
  await find(receipt.number);
  await expect(page.getByText(text('refunds.desk.not_yours'))).toBeVisible();

  await signInStaff(page, 'supervisor@demo.svetlitsa');
  await page.reload();
  const sum = page.getByLabel(text('refunds.desk.amount'), { exact: true });
  const document = page.getByLabel(text('refunds.desk.document'), { exact: true });
  const submit = page.getByRole('button', { name: text('refunds.desk.submit'), exact: true });
  await sum.fill('100000');
  await submit.click();
  await expect(page.getByText(text('refunds.desk.too_much')).first()).toBeVisible();
  await expect(page.getByText(text('refunds.desk.document_missing')).first()).toBeVisible();
  await expect(sum).toHaveValue('100000');
  await sum.fill('1,50');
  await document.fill(`Заявление ${id.slice(-6)}`);
  await submit.click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('1,50');
  await page.keyboard.press('Escape');
  await expect(document).toHaveValue(`Заявление ${id.slice(-6)}`);
  await submit.click();
  await dialog.getByRole('button', { name: /1,50/ }).click();
  await expect(page.getByText(/1,50.*отправлен/)).toBeVisible();
  await expect(page.getByRole('table')).toContainText('supervisor@demo.svetlitsa');
  // The same document sends nothing more.
  await document.fill(`Заявление ${id.slice(-6)}`);
  await submit.click();
  await expect(page.getByText(text('refunds.desk.document_used')).first()).toBeVisible();

  await signIn(page, 'maria@demo.svetlitsa');
  await page.goto(`/payments/${id}`);
  await expect(page.getByText(`Заявление ${id.slice(-6)}`)).toBeVisible();
});
