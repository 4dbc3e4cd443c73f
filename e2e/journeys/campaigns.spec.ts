// A campaign by telephone: written down, looked over, begun, called by a dialler; its customers see the calls.
import { campaign, drafted } from '../accessibility/campaigns.ts';
import { expect, signIn, signInStaff, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';

const ANNAS = '67100000033';

test('a supervisor calls debtors, takes what came of it, and stops', async ({ page }) => {
  await signInStaff(page, 'supervisor@demo.svetlitsa');
  await page.goto('/staff');
  await page.getByRole('link', { name: text('campaigns.desk'), exact: true }).click();
  await page.getByRole('link', { name: text('campaigns.new'), exact: true }).click();
  const field = (key: string) => page.getByLabel(text(`campaigns.form.${key}`), { exact: true });
  const submit = page.getByRole('button', { name: text('campaigns.form.submit'), exact: true });
  await submit.click();
  await expect(page.getByText(text('campaigns.form.name_missing')).first()).toBeVisible();

  const name = `Долги за октябрь ${Date.now()}`;
  await field('name').fill(name);
  await field('branch').selectOption('smolensk');
  // The sum is named, and a call takes a minute at most.
  await field('words').fill('Заплатите, пожалуйста.');
  await field('begins').fill('2026-11-20T10:00');
  await field('ends').fill('2026-12-18T20:00');
  await submit.click();
  await expect(page.getByText(text('campaigns.form.sum_missing')).first()).toBeVisible();
  await expect(field('name')).toHaveValue(name);
  await field('words').fill(`Долг [сумма]. ${'слово '.repeat(120)}`);
  await submit.click();
  await expect(page.getByText(text('fields.too_long_to_say')).first()).toBeVisible();
  await field('words').fill('Долг по счёту [счёт]: [сумма] рублей. Спросить: [телефон].');
  await submit.click();

  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByRole('heading', { name: text('campaigns.one.preview') })).toBeVisible();
  await expect(page.getByText(/Долг по счёту 671\d+: [\d,]+ рублей/)).toBeVisible();
  // A draft is looked over once more, and gets words for those who read English.
  await page.getByRole('link', { name: text('campaigns.one.edit'), exact: true }).click();
  await expect(field('name')).toHaveValue(name);
  await expect(field('begins')).toHaveValue('2026-11-20T10:00');
  await field('words_en').fill('Pay, please.');
  await submit.click();
  await expect(page.getByText(text('campaigns.form.sum_missing_en')).first()).toBeVisible();
  await field('words_en').fill('Account [account] owes [sum] roubles.');
  await submit.click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByText(/Account 671\d+ owes/)).toBeVisible();
  await expect(page.getByText('Account [account] owes [sum] roubles.')).toBeVisible();
  await page.getByRole('button', { name: text('campaigns.one.schedule'), exact: true }).click();
  await expect(page.getByText(text('campaigns.one.scheduled'))).toBeVisible();
  // It begins by itself, and the page sees it.
  const giveOut = page.getByRole('button', { name: text('campaigns.one.give_out'), exact: true });
  await expect(giveOut).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('progressbar')).toBeVisible();
  // Whoever is on a list that is out is on no second one; the list can be taken again as it was.
  await page.getByLabel(text('campaigns.one.at_most'), { exact: true }).fill('0');
  await giveOut.click();
  await expect(page.getByText(text('campaigns.one.at_most_wrong')).first()).toBeVisible();
  await page.getByLabel(text('campaigns.one.at_most'), { exact: true }).fill('');
  await giveOut.click();
  await expect(page.getByText(/Список 1 выдан: \d+/)).toBeVisible();
  await expect(page.getByText(/Уже выдано и ещё не обзвонено: \d+/)).toBeVisible();
  await expect(giveOut).toBeHidden();
  const list = page.getByRole('link', { name: 'Список 1 (CSV)' });

  const table = await (await page.request.get((await list.getAttribute('href')) ?? '')).text();
  expect(await (await page.request.get((await list.getAttribute('href')) ?? '')).text()).toBe(table);
  const row = table.split('\r\n').find((line) => line.includes(`;${ANNAS};`))?.split(';') ?? [];
  expect(row[2]).toBe('79000000033');
  const { begun } = await (await page.request.get(`/api/v1${new URL(page.url()).pathname}`)).json();
  const lines = [`${row[0]};${begun};reached`, `nobody;${begun};busy`];
  await page.getByLabel(text('campaigns.one.results'), { exact: true }).fill(`contact;called_at;result\n${lines.join('\n')}`);
  await page.getByRole('button', { name: text('campaigns.one.take'), exact: true }).click();
  await expect(page.getByText('Новых звонков: 1, уже известных: 0')).toBeVisible();
  await expect(page.getByText(text('campaigns.lines.contact'))).toBeVisible();
  await expect(page.getByText(/Охвачено: 1 из \d+/)).toBeVisible();
  // The same call again is no other one.
  await page.getByLabel(text('campaigns.one.results'), { exact: true }).fill(`contact;called_at;result\n${lines[0]}`);
  await page.getByRole('button', { name: text('campaigns.one.take'), exact: true }).click();
  await expect(page.getByText('Новых звонков: 0, уже известных: 1')).toBeVisible();

  await page.getByRole('button', { name: text('campaigns.one.stop'), exact: true }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: text('campaigns.one.stop'), exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: text('campaigns.one.stop_yes') }).click();
  await expect(page.getByText(text('campaigns.one.stopped'))).toBeVisible();
  await expect(page.getByText('Список 1: файл удалён')).toBeVisible();
  const report = page.getByRole('link', { name: text('campaigns.one.report') });
  const told = await (await page.request.get((await report.getAttribute('href')) ?? '')).text();
  expect(told).toContain('reached');
  expect(told).toContain('missed');

  // An operator looks on; the customer sees the call.
  await signInStaff(page, 'operator@demo.svetlitsa');
  await page.goto('/staff/campaigns');
  await expect(page.getByText(text('campaigns.not_yours'))).toBeVisible();
  await expect(page.getByRole('link', { name })).toBeVisible();
  await signIn(page, `${ANNAS}@demo.svetlitsa`);
  await page.goto(`/accounts/${ANNAS}/reminders`);
  await expect(page.getByRole('cell', { name: text('campaigns.calls.reached') }).first()).toBeVisible();
});

test('a draft that nobody wants is deleted', async ({ page }) => {
  await signInStaff(page, 'supervisor@demo.svetlitsa');
  const form = campaign('email');
  await page.goto(`/staff/campaigns/${await drafted(page, form)}`);
  const remove = page.getByRole('button', { name: text('campaigns.one.discard'), exact: true });
  await remove.click();
  await page.getByRole('dialog').getByRole('button', { name: text('campaigns.one.discard_no') }).click();
  await remove.click();
  await page.getByRole('dialog').getByRole('button', { name: text('campaigns.one.discard_yes') }).click();
  await expect(page.getByRole('heading', { level: 1, name: text('campaigns.title') })).toBeVisible();
  await expect(page.getByRole('link', { name: text('campaigns.new'), exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: form.name })).toHaveCount(0);
});
