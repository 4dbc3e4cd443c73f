// A complaint without registration: a number at once, a letter within a minute, its state by number and contact.
import { expect, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';

test('registered, acknowledged, followed', async ({ page, world }, info) => {
  const email = `guest-${info.project.name}-${info.workerIndex}@example.org`;
  await page.goto('/');
  await page.getByRole('link', { name: text('home.report') }).click();
  await page.getByLabel(text('appeals.kind_complaint')).check();
  await page.getByLabel(text('appeals.form.text')).fill('Свет мигает');
  await page.getByRole('button', { name: text('appeals.form.submit') }).click();
  // No contact: said at the field, what was typed stays.
  await expect(page.getByText(text('fields.contact_required')).first()).toBeVisible();
  await expect(page.getByLabel(text('appeals.form.text'))).toHaveValue('Свет мигает');
  await page.getByLabel(text('appeals.form.email')).fill(email);
  await page.getByRole('button', { name: text('appeals.form.submit') }).click();

  await expect(page.getByRole('heading', { name: text('appeals.sent.title') })).toBeVisible();
  const number = (await page.locator('main').innerText()).match(/A-2026-\d{6}/)?.[0] ?? '';
  expect(number).not.toBe('');
  // Friday the 20th and three working days.
  await expect(page.locator('main')).toContainText('25 ноября');

  await expect.poll(async () => (await world.letters(email)).length).toBe(1);
  const letter = (await world.letters(email))[0];
  expect(letter?.subject).toContain(number);
  expect(letter?.text).toContain('25 ноября 2026');

  await page.getByRole('link', { name: text('appeals.sent.follow') }).click();
  await expect(page.getByLabel(text('status.number'), { exact: true })).toHaveValue(number);
  await page.getByLabel(text('status.contact'), { exact: true }).fill(email.toUpperCase());
  await page.getByRole('button', { name: text('status.submit') }).click();
  await expect(page.getByText(text('appeals.stage_registered')).first()).toBeVisible();
  expect(page.url()).not.toContain('example.org');

  // Another contact is not told whether the number exists, and what was typed stays.
  await page.getByRole('link', { name: text('status.another') }).click();
  await page.getByLabel(text('status.number'), { exact: true }).fill(number);
  await page.getByLabel(text('status.contact'), { exact: true }).fill('other@example.org');
  await page.getByRole('button', { name: text('status.submit') }).click();
  await expect(page.getByText(text('status.missing')).first()).toBeVisible();
  await expect(page.getByLabel(text('status.number'), { exact: true })).toHaveValue(number);
});
