// An outage: a guest reports one in three taps, a neighbour's report joins it; a resident of the dark street sees that it is
// known and asks for letters; the desk restores it, the board says so, and the letter comes.
import { expect, signIn, signInStaff, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';

const street = 'г. Смоленск, ул. Гагарина';
const wave = '63400000018@demo.svetlitsa';

test('a guest reports an outage in three taps, and a neighbour joins', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('contentinfo').getByRole('link', { name: text('shell.footer_outages') }).click();
  await page.getByRole('link', { name: text('outages.report_button') }).click();
  const send = page.getByRole('button', { name: text('outages.report.submit'), exact: true });
  await send.click();
  await expect(page.getByRole('link', { name: text('outages.report.trouble_missing') })).toBeVisible();

  await page.getByLabel(text('outages.report.branch'), { exact: true }).selectOption('smolensk');
  await page.getByLabel(text('outages.report.street'), { exact: true }).selectOption(street);
  await page.getByLabel(text('outages.report.house'), { exact: true }).selectOption('7');
  // A wire on the ground is for the telephone: there is nothing to send.
  await page.getByRole('radio', { name: text('outages.report.wire') }).check();
  await expect(page.locator('main a[href="tel:112"]')).toBeVisible();
  await expect(send).toBeHidden();
  await page.getByRole('radio', { name: text('outages.report.house_off') }).check();
  await send.click();
  const title = page.getByRole('heading', { level: 1 });
  await expect(title).toHaveText(text('outages.report.registered_title'));
  await expect(page.getByText(/A-2026-\d{6}/)).toBeVisible();

  // The house is still chosen: a neighbour needs what is wrong, and to send.
  await page.getByRole('button', { name: text('outages.report.again') }).click();
  await page.getByRole('radio', { name: text('outages.report.house_off') }).check();
  await send.click();
  await expect(title).toHaveText(text('outages.report.joined_title'));
  await page.getByLabel(text('outages.letters.email'), { exact: true }).fill('neighbour@example.org');
  await page.getByRole('button', { name: text('outages.letters.submit') }).click();
  await expect(page.getByText(text('outages.letters.confirm_sent').replace('{email}', 'n***@example.org'))).toBeVisible();
});

test('a resident sees that it is known, asks for letters, and the desk restores it', async ({ page, world }) => {
  await signIn(page, wave);
  await page.goto('/outages/report');
  await expect(page.getByRole('radio', { name: /Береговая/ })).toBeChecked();
  await page.getByRole('radio', { name: text('outages.report.house_off') }).check();
  await page.getByRole('button', { name: text('outages.report.submit'), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(text('outages.report.known_title'));
  await page.getByRole('button', { name: text('outages.letters.submit') }).click();
  await expect(page.getByText(text('outages.letters.done_text'))).toBeVisible();

  await signInStaff(page, 'operator@demo.svetlitsa');
  await page.goto('/staff');
  await page.getByRole('link', { name: text('outages.desk.desk'), exact: true }).first().click();
  await page.getByRole('link', { name: /Береговая.*вся улица/ }).first().click();
  await page.getByRole('button', { name: text('outages.desk.move'), exact: true }).click();
  await expect(page.getByRole('link', { name: text('outages.desk.reason_missing') })).toBeVisible();
  await page.getByRole('button', { name: text('outages.desk.restore'), exact: true }).click();
  await expect(page.getByText(text('outages.desk.over'))).toBeVisible();

  await page.goto('/outages');
  await page.getByLabel(text('outages.search'), { exact: true }).fill('береговая');
  const over = page.locator('.outage[data-stage="restored"]');
  await expect(over).toContainText('Береговая');
  await expect(page.locator('.outage[data-stage="begun"]')).toHaveCount(0);
  await expect.poll(async () => (await world.letters(wave)).some((letter) => letter.subject.startsWith('Свет дали'))).toBe(true);
});
