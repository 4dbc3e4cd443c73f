// A prepaid meter: how long its money lasts, the telephone when it does not, reprogramming to its end; and the refund of what
// was left, with its memo.
import type { Page } from '@playwright/test';
import { expect, signInStaff, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';

const field = (page: Page, name: string) => page.getByLabel(text(`applications.form.${name}`), { exact: true });

async function begin(page: Page, kind: string, contact: string): Promise<void> {
  await page.goto(`/applications/new?kind=${kind}`);
  await field(page, 'subject').fill('Красногорск, ул. Ленина, д. 3, кв. 21, лицевой счёт 50200000021.');
  await field(page, 'name').fill('Белов Артём');
  await field(page, 'email').fill(contact);
}

async function file(page: Page): Promise<string> {
  await page.getByRole('button', { name: text('applications.form.submit'), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(text('applications.form.done'));
  return (await page.getByRole('main').innerText()).match(/Z-\d{4}-\d{6}/)![0];
}

async function step(page: Page, number: string, stage: string, fields: Record<string, string> = {}): Promise<void> {
  await page.goto(`/staff/applications/${number}`);
  const title = text(`applications.stage_${stage}`);
  await expect(page.getByRole('button', { name: title, exact: true })).toBeVisible();
  for (const [name, typed] of Object.entries(fields)) {
    await page.getByLabel(text(`staff.applications.${name}`), { exact: true }).fill(typed);
  }
  await page.getByRole('button', { name: title, exact: true }).click();
  const yes = page.getByRole('dialog').getByRole('button', { name: text('staff.applications.confirm_yes'), exact: true });
  const done = page.getByText(text('staff.desk.done', { stage: title }));
  await expect(yes.or(done).first()).toBeVisible();
  if (await yes.isVisible()) await yes.click();
  await expect(done).toBeVisible();
}

test('a prepaid meter is reprogrammed, in time and in a hurry', async ({ page, context }, info) => {
  const contact = `prepaid-${info.project.name}-${info.workerIndex}@example.org`;
  await begin(page, 'reprogramming', contact);
  await page.getByRole('button', { name: text('applications.form.submit'), exact: true }).click();
  await expect(page.getByText(text('applications.form.balance_missing')).first()).toBeVisible();
  await field(page, 'balance').fill('300');
  await field(page, 'daily').fill('8');
  await field(page, 'price').fill('5,95');
  await expect(page.getByText(text('applications.form.lasts', { days: '6,30', day: '7' }))).toBeVisible();
  await expect(page.getByText(text('applications.form.alarm'))).toBeHidden();
  await field(page, 'balance').fill('90');
  await expect(page.getByText(text('applications.form.alarm'))).toBeVisible();
  // Under a day the telephone stands first, and the form is taken all the same.
  await field(page, 'balance').fill('40');
  await expect(page.getByText(text('applications.form.urgent_title'))).toBeVisible();
  await expect(page.locator('a[href="tel:+78002200220"]').last()).toBeVisible();
  const number = await file(page);

  const desk = await context.newPage();
  await signInStaff(desk, 'operator@demo.svetlitsa');
  await desk.goto(`/staff/applications/${number}`);
  await expect(desk.getByText(text('applications.case.runs_out'))).toBeVisible();
  await desk.getByRole('button', { name: text('applications.stage_reprogrammed'), exact: true }).click();
  await expect(desk.getByText(text('staff.applications.act_on_wrong')).first()).toBeVisible();
  await step(desk, number, 'reprogrammed', { act_on: '2026-11-20', act_reading: '10450', act_left: '37,40' });
  await step(desk, number, 'postpaid');
  await page.goto(`/status?number=${number}`);
  await page.getByLabel(text('status.contact'), { exact: true }).fill(contact);
  await page.getByRole('button', { name: text('status.submit'), exact: true }).click();
  await expect(page.getByText(text('applications.stage_postpaid')).first()).toBeVisible();
  await expect(page.getByText('показание 10450, остаток 37,40').first()).toBeVisible();
  // What was left is asked for from here.
  await page.getByRole('link', { name: /37,40/ }).click();
  await expect(page).toHaveURL(/kind=refund/);
});

test('what was left is refunded by the memo', async ({ page, context }, info) => {
  const contact = `refund-${info.project.name}-${info.workerIndex}@example.org`;
  await begin(page, 'refund', contact);
  await page.getByText(text('applications.form.memo_lost'), { exact: true }).click();
  await expect(page.getByText(text('applications.form.memo_lost_text'))).toBeVisible();
  const memo = page.getByLabel(text('applications.document_reprogramming_memo')).and(page.locator('input[type=file]')).first();
  await memo.setInputFiles({ name: 'memo.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n') });
  await expect(page.locator('.documents-missing')).toContainText(text('applications.form.all_there'));
  const number = await file(page);
  const desk = await context.newPage();
  await signInStaff(desk, 'supervisor@demo.svetlitsa');
  await step(desk, number, 'money_received', { transfer_amount: '37,40', transfer_account: '50200000021' });
  await expect(desk.getByText('37,40').first()).toBeVisible();
  await expect(desk.locator('.promise-clock[data-state=running]')).toHaveCount(1);
  await step(desk, number, 'credited');
  await page.goto(`/status?number=${number}`);
  await page.getByLabel(text('status.contact'), { exact: true }).fill(contact);
  await page.getByRole('button', { name: text('status.submit'), exact: true }).click();
  await expect(page.getByText(text('applications.stage_credited')).first()).toBeVisible();
});
