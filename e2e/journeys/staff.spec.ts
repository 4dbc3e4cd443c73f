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

test('an appeal goes its whole road: asked about, added to, refused, reopened and answered', async ({ page, context, world }, info) => {
  const email = `author-${info.project.name}-${info.workerIndex}@example.org`;
  const created = await page.request.post('/api/v1/appeals', {
    headers: { 'idempotency-key': randomUUID() },
    data: { kind: 'question', text: 'Почему счёт больше обычного?', email },
  });
  const { number } = await created.json();
  const desk = page;
  await signInStaff(desk, 'supervisor@demo.svetlitsa');
  await desk.goto(`/staff/appeals/${number}`);
  const act = (action: string) => desk.getByRole('button', { name: text(`appeals.action_${action}`), exact: true }).click();
  const say = (words: string) => desk.getByLabel(text('staff.desk.words'), { exact: true }).fill(words);
  const stands = (at: string) => expect(desk.getByText(text(`appeals.stage_${at}`)).first()).toBeVisible();
  await act('take');
  await stands('in_work');
  await say('Какие показания на счётчике сегодня?');
  await act('ask_for_data');
  await stands('needs_data');

  // The author, without a cabinet: number and contact are enough.
  const author = await context.newPage();
  await author.goto(`/status?number=${number}`);
  await author.getByLabel(text('status.contact'), { exact: true }).fill(email);
  await author.getByRole('button', { name: text('status.submit') }).click();
  await expect(author.getByText('Какие показания на счётчике сегодня?').first()).toBeVisible();
  await author.locator('summary', { hasText: text('appeals.author.add') }).click();
  await author.getByRole('button', { name: text('appeals.author.send'), exact: true }).click();
  await expect(author.getByText(text('appeals.author.missing')).first()).toBeVisible();
  await author.getByRole('textbox', { name: text('appeals.author.add') }).fill('Сегодня 12345.');
  await author.getByRole('button', { name: text('appeals.author.send'), exact: true }).click();
  await expect(author.getByText(text('appeals.author.added'))).toBeVisible();

  await desk.reload();
  await expect(desk.getByText('Сегодня 12345.')).toBeVisible();
  await desk.getByLabel(text('appeals.ground_repeated'), { exact: true }).check();
  await act('refuse');
  await stands('refused');

  await author.getByRole('link', { name: text('status.another') }).click();
  await author.getByLabel(text('status.number'), { exact: true }).fill(number);
  await author.getByLabel(text('status.contact'), { exact: true }).fill(email);
  await author.getByRole('button', { name: text('status.submit') }).click();
  await expect(author.getByText(text('appeals.ground_repeated')).first()).toBeVisible();
  await author.locator('summary', { hasText: text('appeals.author.reopen') }).click();
  await author.getByRole('textbox', { name: text('appeals.author.reopen') }).fill('Раньше об этом не отвечали.');
  await author.getByRole('button', { name: text('appeals.author.reopen_send'), exact: true }).click();
  await expect(author.getByText(text('appeals.author.reopened'))).toBeVisible();

  await desk.reload();
  await act('take');
  await say('Счётчик сняли на неделю позже, пересчёта не нужно.');
  await act('answer');
  await stands('answered');
  // Registered, asked, refused, reopened, answered.
  await expect.poll(async () => (await world.letters(email)).length).toBe(5);
});
