// Staff: looks into a cabinet, which the customer sees; works on an appeal.
import { randomUUID } from 'node:crypto';
import { expect, signIn, signInStaff, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';

test('a preview is read-only and the customer sees who looked', async ({ page, context }) => {
  await signInStaff(page, 'operator@demo.svetlitsa');
  await page.goto('/staff');
  await page.getByLabel(text('staff.accounts.query'), { exact: true }).fill('67100000033');
  await page.getByRole('button', { name: text('staff.accounts.search') }).click();
  await page.getByRole('button', { name: text('staff.accounts.look') }).first().click();
  await page.getByLabel(text('staff.accounts.reason'), { exact: true }).fill('Звонок: не видит платёж');
  await page.getByRole('button', { name: text('staff.accounts.start') }).click();
  await page.waitForURL('**/accounts/67100000033');
  await expect(page.getByText('Звонок: не видит платёж').first()).toBeVisible();

  const refused = await page.request.post('/api/v1/payments', {
    headers: { 'idempotency-key': randomUUID() },
    data: { account: '67100000033', amount_kopecks: 100, method: 'sbp' },
  });
  expect(refused.status()).toBe(403);
  expect((await refused.json()).code).toBe('preview_is_read_only');

  await page.getByRole('button', { name: text('parts.preview_end') }).click();
  await page.waitForURL('**/staff');
  await context.clearCookies();
  await signIn(page, '67100000033@demo.svetlitsa');
  await page.goto('/accounts/67100000033');
  await expect(page.getByText('Звонок: не видит платёж').first()).toBeVisible();
});

test('an appeal is taken and answered, and its author hears of it', async ({ page, world }, info) => {
  const email = `author-${info.project.name}-${info.workerIndex}@example.org`;
  const created = await page.request.post('/api/v1/appeals', {
    headers: { 'idempotency-key': randomUUID() },
    data: { kind: 'question', text: 'Почему счёт больше обычного?', email },
  });
  const { number } = await created.json();
  await signInStaff(page, 'supervisor@demo.svetlitsa');
  await page.goto(`/staff/appeals/${number}`);
  await page.getByRole('button', { name: text('appeals.action_take'), exact: true }).click();
  await expect(page.getByText(text('appeals.stage_in_work')).first()).toBeVisible();
  await page.getByLabel(text('staff.desk.words'), { exact: true }).fill('Счётчик сняли на неделю позже, пересчёта не нужно.');
  await page.getByRole('button', { name: text('appeals.action_answer'), exact: true }).click();
  await expect(page.getByText(text('appeals.stage_answered')).first()).toBeVisible();
  await expect.poll(async () => (await world.letters(email)).length).toBe(2);
});
