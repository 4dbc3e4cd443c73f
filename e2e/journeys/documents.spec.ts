// Documents on paper: the bill from the archive and from its page, the certificate with its check.
import { expect, signIn, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';

const PYOTR = '67100000025';

test('a bill is a PDF that opens by a plain link', async ({ page }) => {
  await signIn(page, `${PYOTR}@demo.svetlitsa`);
  await page.goto(`/accounts/${PYOTR}/bills`);
  const short = page.getByRole('link', { name: text('documents.bill.of_month', { month: 'октябрь 2026' }) });
  const path = await short.getAttribute('href');
  expect(path).toBe(`/api/v1/accounts/${PYOTR}/bills/2026-10/document?lang=ru`);
  await page.getByRole('link', { name: 'октябрь 2026', exact: true }).click();
  const long = page.getByRole('link', { name: text('documents.bill.open') });
  expect(await long.getAttribute('href')).toBe(path);
  const answer = await page.request.get(path!);
  expect(answer.headers()['content-type']).toBe('application/pdf');
  expect((await answer.body()).subarray(0, 5).toString()).toBe('%PDF-');
});

test('a certificate of no debt is issued at once and checked by its code', async ({ page, context }) => {
  await signIn(page, `${PYOTR}@demo.svetlitsa`);
  await page.goto(`/accounts/${PYOTR}/certificate`);
  await page.getByRole('button', { name: text('certificates.issue') }).click();
  const paper = page.getByRole('link', { name: text('certificates.open') }).first();
  const answer = await page.request.get((await paper.getAttribute('href'))!);
  expect((await answer.body()).subarray(0, 5).toString()).toBe('%PDF-');
  // Whoever gets the paper has no cabinet.
  const check = await page.getByRole('link', { name: text('certificates.check_link') }).first().getAttribute('href');
  await context.clearCookies();
  await page.goto(check!);
  await expect(page.getByText(text('certificates.check.true_title'))).toBeVisible();
  await expect(page.getByText('•••••••0025')).toBeVisible();
});

test('whoever owes is told how much and where to pay', async ({ page }) => {
  await signIn(page, '67100000033@demo.svetlitsa');
  await page.goto('/accounts/67100000033/certificate');
  await expect(page.getByText(text('certificates.owed_title'))).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: text('certificates.pay'), exact: true }).click();
  await page.waitForURL(/\/pay$/);
});
