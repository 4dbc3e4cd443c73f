// An appointment: a guest finds an office, chooses day and time, gets a letter, moves it and gives it back by its link; the
// office sees who comes and notes it.
import type { Page } from '@playwright/test';
import { linkOf } from '../fixtures/letters.ts';
import { expect, signInStaff, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';

const title = (page: Page) => page.getByRole('heading', { level: 1 });
const link = (page: Page, key: string) => page.getByRole('link', { name: text(key), exact: true });
const button = (page: Page, key: string) => page.getByRole('button', { name: text(key), exact: true });
const field = (page: Page, key: string) => page.getByLabel(text(key), { exact: true });

/** From the list of offices to the form, on the n-th day that has something free. */
async function choose(page: Page, day: number): Promise<void> {
  await page.goto('/');
  await page.getByRole('contentinfo').getByRole('link', { name: text('shell.footer_offices') }).click();
  await field(page, 'offices.search').fill('Калинина, д.17');
  await link(page, 'appointments.book').first().click();
  await link(page, 'appointments.purposes.advice').click();
  await page.locator('.slots a').nth(day).click();
  await expect(page.getByRole('heading', { name: new RegExp(`^${text('appointments.time')}`) })).toBeVisible();
}

test('a guest makes an appointment, moves it and gives it back', async ({ page, world }, info) => {
  const email = `visit-${info.project.name}-${info.workerIndex}-${info.retry}@example.org`;
  await choose(page, 3);
  // Back takes the day back.
  await page.goBack();
  await expect(page.getByRole('heading', { name: text('appointments.day'), exact: true })).toBeVisible();
  await page.locator('.slots a').nth(3).click();
  const first = page.locator('.slots a').first();
  const time = (await first.innerText()).trim();
  await first.click();

  await button(page, 'appointments.submit').click();
  await expect(page.getByRole('link', { name: text('appointments.name_missing') })).toBeVisible();
  await field(page, 'appointments.name').fill('Пётр');
  await field(page, 'appointments.email').fill(email);
  await button(page, 'appointments.submit').click();
  await expect(title(page)).toHaveText(text('appointments.made'));
  const number = (await page.getByRole('main').innerText()).match(/B-2026-\d{6}/)![0];
  await expect(page.getByRole('main')).toContainText(time);
  const calendar = await link(page, 'appointments.calendar').getAttribute('href');
  expect(decodeURIComponent(calendar!)).toContain('BEGIN:VEVENT');

  await page.goto('/');
  await page.goto(await linkOf(world, email, `/appointments/${number}`));
  await button(page, 'appointments.move').click();
  await field(page, 'appointments.move_day').selectOption({ index: 3 });
  await field(page, 'appointments.move_time').selectOption({ index: 2 });
  await button(page, 'appointments.move_submit').click();
  await expect(page.getByText(text('appointments.moved'), { exact: true })).toBeVisible();

  // The page of statuses knows its number too.
  await page.goto('/status');
  await field(page, 'status.number').fill(number.toLowerCase());
  await field(page, 'status.contact').fill(email);
  await button(page, 'status.submit').click();
  await expect(page.getByText(number, { exact: true })).toBeVisible();
  await expect(button(page, 'appointments.move')).toBeVisible();

  // The newest letter's link is the one that is good; the contact is as good.
  await page.goto('/');
  await page.goto(`/appointments/${number}`);
  await field(page, 'appointments.find_contact').fill(email);
  await button(page, 'appointments.find_submit').click();
  await page.locator('summary', { hasText: text('appointments.cancel') }).click();
  await button(page, 'appointments.cancel_yes').click();
  await expect(page.getByText(text('appointments.cancelled'), { exact: true })).toBeVisible();
  await expect.poll(async () => (await world.letters(email)).length).toBe(3);
});

test('the office sees who comes and notes it', async ({ page }, info) => {
  const name = `Гость ${info.project.name === 'phone' ? 'Телефона' : 'Стола'}`;
  // Today: before the day nobody can have come.
  await choose(page, 0);
  const day = new URL(page.url()).searchParams.get('day')!;
  await page.locator('.slots a').first().click();
  await field(page, 'appointments.name').fill(name);
  await field(page, 'appointments.phone').fill('+7 910 111-22-33');
  await button(page, 'appointments.submit').click();
  await expect(title(page)).toHaveText(text('appointments.made'));

  await signInStaff(page, 'operator@demo.svetlitsa');
  await page.goto('/staff');
  await page.getByRole('link', { name: text('appointments.desk.desk'), exact: true }).first().click();
  await expect(title(page)).toHaveText(text('appointments.desk.title'));
  await page.goto(`/staff/appointments?day=${day}`);
  const row = page.getByRole('row', { name: new RegExp(name) });
  await row.getByRole('button', { name: text('appointments.desk.came'), exact: true }).click();
  await expect(row.getByText(text('appointments.desk.stage_came'), { exact: true })).toBeVisible();
});
