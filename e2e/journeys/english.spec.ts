// The whole way in English finds no Cyrillic outside data.
import { Data } from '../fixtures/cyrillic.ts';
import { expect, PASSWORD, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';

const LOGIN = '67100000033@demo.svetlitsa';
const ACCOUNT = '/accounts/67100000033';
const words = (key: string) => text(key, {}, 'en');

test('from the home page to a receipt that anyone can check', async ({ page }) => {
  const data = new Data(page);
  const settled = async (where: string) => {
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    await data.expectNoOtherCyrillic(page, where);
  };
  await page.goto('/');
  await page.locator('summary').filter({ hasText: text('shell.nav_appearance') }).click();
  await page.getByRole('button', { name: 'English', exact: true }).first().click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await settled('home');

  await page.goto('/sign-in');
  await settled('sign-in');
  await page.getByLabel(words('sign_in.login'), { exact: true }).fill(LOGIN);
  await page.getByLabel(words('sign_in.password'), { exact: true }).fill('wrong');
  await page.getByRole('button', { name: words('sign_in.submit'), exact: true }).click();
  await expect(page.getByText(words('errors.wrong_credentials.title'))).toBeVisible();
  await settled('sign-in, wrong password');
  await page.getByLabel(words('sign_in.password'), { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: words('sign_in.submit'), exact: true }).click();
  await page.waitForURL('**/accounts');
  for (const path of [
    '/accounts', ACCOUNT, '/appeals/new', '/status', '/r', '/appeals', '/applications', '/offices', '/nowhere',
  ]) {
    await page.goto(path);
    await settled(path);
  }

  await page.goto(`${ACCOUNT}/readings`);
  await settled('readings');
  await page.getByRole('button', { name: words('readings.submit'), exact: true }).click();
  await expect(page.getByRole('alert').first()).toBeVisible();
  await settled('readings, empty');

  await page.goto(`${ACCOUNT}/pay`);
  await settled('pay');
  await page.getByLabel(words('payments.amount'), { exact: true }).fill('1e9');
  await page.getByRole('button', { name: words('payments.submit'), exact: true }).click();
  await settled('pay, not a sum');
  await page.getByLabel(words('payments.amount'), { exact: true }).fill('17.25');
  await page.getByRole('button', { name: words('payments.submit'), exact: true }).click();
  await page.waitForURL((url) => url.hostname === 'localhost');
  // The sandbox follows the browser's language, which is Russian here.
  await page.getByRole('button', { name: /^Оплатить/ }).click();
  await page.waitForURL((url) => url.hostname === '127.0.0.1');
  await expect(page.getByRole('article')).toBeVisible();
  await settled('receipt');
  await page.getByRole('link', { name: words('payments.done.check') }).click();
  await expect(page.getByText(words('receipts.check.true_title'))).toBeVisible();
  await settled('check of the receipt');
});
