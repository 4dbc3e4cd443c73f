// From a guest's complaint to the answer and what the guest thinks of it: by the letter's link and on the status page.
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expect, signInStaff, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';

const mark = (page: Page, n: number) => page.getByRole('button', { name: text('surveys.mark').replace('{mark}', String(n)) });

test('an answer is rated by one press, by link and on the status page', async ({ page, world }, info) => {
  const email = `survey-${info.project.name}-${info.workerIndex}@example.org`;
  const created = await page.request.post('/api/v1/appeals', {
    headers: { 'idempotency-key': randomUUID() },
    data: { kind: 'complaint', text: 'Счёт пришёл на неделю позже.', email },
  });
  const { number } = await created.json();
  await signInStaff(page, 'supervisor@demo.svetlitsa');
  for (const data of [{ action: 'take' }, { action: 'answer', text: 'Больше не повторится.' }]) {
    const step = await page.request.post(`/api/v1/staff/appeals/${number}/steps`, { headers: { 'idempotency-key': randomUUID() }, data });
    expect(step.status()).toBe(200);
  }
  await expect.poll(async () => (await world.letters(email)).length).toBe(2);
  const letter = (await world.letters(email)).find((one) => one.text.includes('/survey#'))!;
  const link = letter.text.match(/\/survey#[\w-]+/)![0];

  await page.goto(`/status?number=${number}`);
  await page.getByLabel(text('status.contact'), { exact: true }).fill(email);
  await page.getByRole('button', { name: text('status.submit') }).click();
  await mark(page, 3).click();
  await expect(page.getByText(text('surveys.given').replace('{mark}', '3'))).toBeVisible();

  await page.goto(link);
  await expect.poll(() => page.url()).not.toContain(link.split('#')[1]!);
  await mark(page, 5).click();
  await expect(page.getByText(text('surveys.given').replace('{mark}', '5'))).toBeVisible();
  await page.getByLabel(text('surveys.words')).fill('Быстро и понятно.');
  await page.getByRole('button', { name: text('surveys.send') }).click();
  await expect(page.getByText(text('surveys.said'))).toBeVisible();

  await page.goto('/staff/appeals');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: text('staff.appeals.surveys') }).click();
  await download;
  const table = await (await page.request.get('/api/v1/staff/surveys')).text();
  expect(table).toContain('5;Быстро и понятно.');
});
