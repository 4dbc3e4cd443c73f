// Tariffs: prices for everyone, and a calculator that reckons as a bill does.
import { expect, signIn, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';

test('prices, their history and a month reckoned, without signing in', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('contentinfo').getByRole('link', { name: text('shell.footer_tariffs') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(text('tariffs.title'));
  const main = page.getByRole('main');
  await expect(main.getByRole('table').first()).toContainText('7,28');
  await expect(main.getByRole('table').last()).toContainText('5,85');
  await expect(main).toContainText(text('tariffs.confidence.demo'));

  // By keyboard, as one types; the line opens into its price and rule.
  await page.getByRole('radio', { name: text('tariffs.calculator.meter_two') }).check();
  const [day, night] = [page.getByLabel(/^Расход: День/), page.getByLabel(/^Расход: Ночь/)];
  await day.fill('двести');
  await expect(main).toContainText(text('tariffs.calculator.not_a_number'));
  await expect(main).toContainText(text('tariffs.calculator.prompt'));
  await day.fill('210');
  await night.fill('95');
  await expect(main.getByRole('status')).toContainText('806,20');
  await main.getByText(text('bills.line.why')).first().click();
  await expect(main).toContainText('210 × 7,28');
  await expect(main).toContainText('от 16 %');

  // Handed on: the address alone brings the same answer.
  await expect.poll(() => page.url()).toContain('day=210');
  await page.goto(page.url());
  await expect(page.getByRole('main').getByRole('status')).toContainText('806,20');

  // September had another price, and two readings say the same as their difference.
  await page.getByLabel(text('tariffs.calculator.month'), { exact: true }).selectOption('2026-09');
  await expect(main.getByRole('status')).toContainText('650,80');
  await page.getByRole('radio', { name: text('tariffs.calculator.by_readings') }).check();
  await page.getByRole('radio', { name: text('tariffs.calculator.meter_one') }).check();
  await page.getByLabel(text('tariffs.calculator.first')).fill('1000');
  await page.getByLabel(text('tariffs.calculator.last')).fill('900');
  await expect(main).toContainText(text('tariffs.calculator.less'));
  await page.getByLabel(text('tariffs.calculator.last')).fill('1100');
  await expect(main.getByRole('status')).toContainText('595,00');

  // Another supplier is another page; Back leads here again.
  await page.getByLabel(text('tariffs.branch')).selectOption('izhevsk');
  await page.waitForURL(/\/tariffs\/izhevsk/);
  await page.getByRole('radio', { name: 'Горячая вода' }).check();
  await expect(main).toContainText('212,50');
});

test('a bill leads to the price it was made by', async ({ page }) => {
  await signIn(page, '67100000033@demo.svetlitsa');
  await page.goto('/accounts/67100000033/bills/2026-10');
  await page.getByText(text('bills.line.why')).first().click();
  await page.getByRole('link', { name: /^Цена/ }).first().click();
  await page.waitForURL(/\/tariffs\/smolensk$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(text('tariffs.title'));
});

test('an old debt is paid to whom it is owed, and to nobody else', async ({ page }) => {
  await signIn(page, '50200000021@demo.svetlitsa');
  await page.goto('/accounts/50200000021');
  await page.getByRole('link', { name: text('payees.link') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(text('payees.title'));
  const old = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: /Россети/ }) });
  await expect(old).toContainText(/2.415,70/);
  await old.getByText(text('payees.requisites'), { exact: true }).click();
  await expect(old).toContainText('5036065113');
  await old.getByRole('link', { name: new RegExp(`^${text('payees.pay')}`) }).click();

  await page.waitForURL(/\/pay\?payee=rosseti-mr$/);
  await expect(page.getByRole('radio', { name: /Россети/ })).toBeChecked();
  const amount = page.getByLabel(text('payments.amount'));
  await expect(amount).toHaveValue('2415,70');
  await amount.fill('3000');
  await page.getByRole('button', { name: text('payments.submit'), exact: true }).click();
  await expect(page.getByRole('main')).toContainText(text('payees.not_ahead'));
  // Another payee is owed another sum.
  await page.getByRole('radio', { name: /Мосэнергосбыт/ }).check();
  await expect(amount).not.toHaveValue('3000');
});

test('the forecast, a warning of a high bill, and bills by e-mail', async ({ page }) => {
  await signIn(page, 'maria@demo.svetlitsa');
  await page.goto('/accounts/67100000017/bills');
  const main = page.getByRole('main');
  await expect(main.getByRole('heading', { name: /^Прогноз за ноябрь/ })).toBeVisible();
  await expect(main).toContainText(text('forecasts.not_a_charge'));
  await main.locator('summary', { hasText: text('forecasts.alert.title') }).click();
  await page.getByRole('radio', { name: text('forecasts.alert.above'), exact: true }).check();
  await page.getByLabel(text('forecasts.alert.sum'), { exact: true }).fill('100');
  await page.getByRole('button', { name: text('forecasts.alert.save') }).click();
  await expect(main).toContainText(text('forecasts.high'));

  await page.getByLabel(text('e_bills.consent'), { exact: true }).check();
  await page.getByRole('button', { name: text('e_bills.start') }).click();
  await page.getByRole('button', { name: text('e_bills.stop') }).click();
  await expect(page.getByRole('button', { name: text('e_bills.start') })).toBeVisible();
});
