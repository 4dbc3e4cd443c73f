// The state of a contract: by number and contact, in the cabinet, and as staff moves it on.
import { expect, signIn, signInStaff, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';

const CONTRACT = 'C-2026-000117';
const REFUND = 'R-2026-000031';

/** A day as the pages write it. */
const day = (moment: string) =>
  new Intl.DateTimeFormat('ru-RU', { day: 'numeric', month: 'long', timeZone: 'Europe/Moscow' }).format(new Date(moment));

test('by number and contact, however the telephone is written', async ({ page }) => {
  const contact = '8 (900) 000 00 58';
  const known = await (
    await page.request.post('/api/v1/applications/lookup', { data: { number: CONTRACT, contact } })
  ).json();
  await page.goto('/');
  await page.getByRole('main').getByRole('link', { name: text('home.status') }).click();
  await page.getByLabel(text('status.number'), { exact: true }).fill(CONTRACT.toLowerCase());
  await page.getByLabel(text('status.contact'), { exact: true }).fill(contact);
  await page.getByRole('button', { name: text('status.submit'), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(text('applications.kind_contract'));
  const main = page.getByRole('main');
  await expect(main).toContainText(CONTRACT);
  await expect(main.getByText(text('applications.stage_received')).first()).toBeVisible();
  // The promise is a date, not a number of days.
  await expect(main).toContainText(day(known.clock.due));
  await expect(main).not.toContainText('Тихонова');
  expect(page.url()).not.toContain('900');
});

test('in the cabinet, with what is still to come', async ({ page }) => {
  await signIn(page, '63400000018@demo.svetlitsa');
  await page.goto('/applications');
  const main = page.getByRole('main');
  await expect(main.getByText('G-2026-000042')).toBeVisible();
  await expect(main.getByText(text('applications.stage_terms_placed')).first()).toBeVisible();
});

test('staff moves it on, the customer reads it and gets a letter', async ({ page, context, world }) => {
  const customer = '50200000021@demo.svetlitsa';
  const letters = async () =>
    (await world.letters(customer)).filter((letter) => letter.subject.includes(REFUND)).length;
  const before = await letters();
  await signInStaff(page, 'supervisor@demo.svetlitsa');
  await page.goto(`/staff/applications/${REFUND}`);
  const credited = text('applications.stage_credited');
  await page.getByLabel(text('staff.desk.words'), { exact: true }).fill('Зачислили 20 ноября, спасибо за терпение.');
  await page.getByRole('button', { name: credited, exact: true }).click();
  // There is no way back from the last stage, so it is asked about.
  await page.getByRole('dialog').getByRole('button', { name: text('staff.applications.confirm_yes'), exact: true }).click();
  await expect(page.getByText(text('staff.desk.done', { stage: credited }))).toBeVisible();
  await expect.poll(letters).toBe(before + 1);

  await context.clearCookies();
  await signIn(page, customer);
  await page.goto('/applications');
  await expect(page.getByRole('main').getByText(credited).first()).toBeVisible();
});
