// What interrupts a person in the middle: the session ends, the server goes away, Back is pressed. Nothing typed is lost.
import { expect, PASSWORD, signIn, test } from '../fixtures/troubled.ts';
import { text } from '../fixtures/texts.ts';
import type { Page } from '@playwright/test';

const MARIA = 'maria@demo.svetlitsa';
const ACCOUNT = '/accounts/67100000017';

async function enter(page: Page, login: string): Promise<void> {
  await page.getByLabel(text('sign_in.login'), { exact: true }).fill(login);
  await page.getByLabel(text('sign_in.password'), { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: text('sign_in.submit'), exact: true }).click();
}

/** Last values of the account's first meter, by the API. */
async function previous(page: Page, account: string): Promise<number[]> {
  const overview = await (await page.request.get(`/api/v1${account}`)).json();
  return overview.meters[0].registers.map((register: { previous: number }) => register.previous);
}

test('the session ends in mid-form: sign in, and the digits are there', async ({ page, context }) => {
  await signIn(page, MARIA);
  const values = (await previous(page, ACCOUNT)).map((value) => String(value + 120));
  await page.goto(`${ACCOUNT}/readings`);
  const drums = page.getByRole('textbox');
  for (const [i, value] of values.entries()) await drums.nth(i).fill(value);
  await context.clearCookies();
  await page.getByRole('button', { name: text('readings.submit'), exact: true }).click();
  await expect(page.getByText(text('errors.sign_in_required.title'))).toBeVisible();
  await expect(drums.nth(0)).toHaveValue(values[0] ?? '');
  await page.getByRole('main').getByRole('link', { name: text('shell.nav_sign_in') }).click();
  await enter(page, MARIA);
  await page.waitForURL(`**${ACCOUNT}/readings`);
  for (const [i, value] of values.entries()) await expect(drums.nth(i)).toHaveValue(value);
  await page.getByRole('button', { name: text('readings.submit'), exact: true }).click();
  await expect(page.getByRole('heading', { name: text('readings.result.accepted') })).toBeVisible();
});

test('the session ends before paying: the sum is kept', async ({ page, context }) => {
  await signIn(page, MARIA);
  await page.goto(`${ACCOUNT}/pay`);
  await page.getByLabel(text('payments.amount'), { exact: true }).fill('16,00');
  await context.clearCookies();
  await page.getByRole('button', { name: text('payments.submit'), exact: true }).click();
  await page.getByRole('main').getByRole('link', { name: text('shell.nav_sign_in') }).click();
  await enter(page, MARIA);
  await page.waitForURL(`**${ACCOUNT}/pay`);
  await expect(page.getByLabel(text('payments.amount'), { exact: true })).toHaveValue('16,00');
});

test('the server goes away under a complaint: the words stay, the repeat arrives once', async ({ page, troubled }) => {
  await page.goto('/appeals/new');
  await page.getByLabel(text('appeals.kind_question')).check();
  await page.getByLabel(text('appeals.form.text')).fill('Когда придёт счёт за ноябрь?');
  await page.getByLabel(text('appeals.form.email')).fill('patient@example.org');
  await troubled.killServer();
  await page.getByRole('button', { name: text('appeals.form.submit'), exact: true }).click();
  await expect(page.getByText(text('errors.offline.title'), { exact: true })).toBeVisible();
  await expect(page.getByLabel(text('appeals.form.text'))).toHaveValue('Когда придёт счёт за ноябрь?');
  await troubled.startServer();
  await page.getByRole('button', { name: text('appeals.form.submit'), exact: true }).click();
  await expect(page.getByRole('heading', { name: text('appeals.sent.title') })).toBeVisible();
  await expect.poll(async () => (await troubled.letters('patient@example.org')).length).toBe(1);
});

test('the answer to a payment is lost on the way: the repeat is the same payment', async ({ page }) => {
  await signIn(page, MARIA);
  await page.goto(`${ACCOUNT}/pay`);
  await page.getByLabel(text('payments.amount'), { exact: true }).fill('18,18');
  // The server does it, and the browser never hears of it.
  await page.route('**/api/v1/payments', async (route) => {
    await route.fetch();
    await route.abort('connectionreset');
  }, { times: 1 });
  await page.getByRole('button', { name: text('payments.submit'), exact: true }).click();
  await expect(page.getByText(text('errors.offline.title'), { exact: true })).toBeVisible();
  await page.getByRole('button', { name: text('payments.submit'), exact: true }).click();
  await page.waitForURL((url) => url.hostname === 'localhost');
  const { items } = await (await page.request.get('/api/v1/accounts/67100000017/payments?limit=100')).json();
  expect(items.filter((payment: { amount_kopecks: number }) => payment.amount_kopecks === 1_818)).toHaveLength(1);
});

test('the server goes away under a waiting payment: said so, then the receipt comes by itself', async ({ page, troubled }) => {
  await signIn(page, MARIA);
  await page.goto(`${ACCOUNT}/pay`);
  await page.getByLabel(text('payments.amount'), { exact: true }).fill('19,00');
  await page.getByRole('button', { name: text('payments.submit'), exact: true }).click();
  await page.waitForURL((url) => url.hostname === 'localhost');
  const bank = await page.context().newPage();
  await bank.goto(page.url());
  await page.goBack();
  await expect(page.getByRole('link', { name: text('payments.at_bank.to_bank') })).toBeVisible();
  await troubled.killServer();
  await expect(page.getByText(text('payments.no_link'))).toBeVisible({ timeout: 20_000 });
  await bank.getByRole('button', { name: /^Оплатить/ }).click().catch(() => undefined);
  await troubled.startServer();
  await expect(page.getByRole('article')).toContainText('19,00', { timeout: 30_000 });
  await bank.close();
});

test('Back at every step of a payment leads to the truth, and pays nothing twice', async ({ page, troubled }) => {
  await signIn(page, MARIA);
  const heading = page.getByRole('heading', { level: 1 });
  await page.goto(`${ACCOUNT}/pay`);
  await page.getByLabel(text('payments.amount'), { exact: true }).fill('20,20');
  await page.getByRole('button', { name: text('payments.submit'), exact: true }).click();
  await page.waitForURL((url) => url.hostname === 'localhost');
  const before = (await troubled.moneyTaken()).length;

  // From the bank to the payment, which waits and does not send back to the bank by itself.
  await page.goBack();
  await expect(heading).toContainText('20,20');
  await expect(page).toHaveURL(/\/payments\//);
  await expect(page.getByRole('link', { name: text('payments.at_bank.to_bank') })).toBeVisible();
  // From the payment to the form, which offers it again.
  await page.goBack();
  await expect(page).toHaveURL(/\/pay$/);
  await expect(page.getByRole('link', { name: text('payments.under_way.resume') }).first()).toBeVisible();
  await page.goForward();
  await page.getByRole('link', { name: text('payments.at_bank.to_bank') }).click();
  await page.waitForURL((url) => url.hostname === 'localhost');
  await page.getByRole('button', { name: /^Оплатить/ }).click();
  await page.waitForURL((url) => url.hostname === '127.0.0.1');
  await expect(page.getByRole('article')).toBeVisible();

  // From the receipt to the bank, which has nothing more to ask, and on to the same receipt.
  await page.goBack();
  await expect(page.getByRole('button', { name: /^Оплатить/ })).toHaveCount(0);
  await page.goBack();
  await expect(page).toHaveURL(/\/payments\//);
  await expect(page.getByRole('article')).toContainText('20,20');
  expect((await troubled.moneyTaken()).length).toBe(before + 1);
});

for (const missing of ['**/split_guest-*.wasm', '**/later-*.css']) {
  test(`${missing} does not arrive: said so, and a retry brings the page`, async ({ page }) => {
    await page.goto('/');
    await page.route(missing, (route) => route.abort());
    await page.getByRole('main').getByRole('link', { name: text('home.status') }).click();
    await expect(page.getByRole('alert').getByRole('heading', { name: text('errors.offline.title') })).toBeVisible();
    await page.unroute(missing);
    await page.getByRole('button', { name: text('parts.retry'), exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: text('status.title') })).toBeVisible();
    await expect(page).toHaveURL('/status');
  });
}

test('the program itself does not arrive: the static shell says so, and its link brings the page', async ({ page }) => {
  await page.route('**/*_bg.wasm', (route) => route.abort());
  await page.goto('/');
  await expect(page.getByRole('alert')).toContainText(text('shell.failed'));
  await page.unrouteAll();
  await page.getByRole('link', { name: text('shell.failed_retry') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('the server thinks long about who is here: the portal does not wait for it behind the static shell', async ({ page }) => {
  let answer = (): void => undefined;
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route('**/api/v1/session', async (route) => {
    await held;
    return route.fallback();
  });
  await page.goto('/offices');
  await expect(page.locator('.shell[data-static]')).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(text('offices.title'));
  await expect(page.getByRole('link', { name: text('shell.nav_sign_in') })).toHaveCount(0);
  answer();
  await expect(page.getByRole('link', { name: text('shell.nav_sign_in') }).first()).toBeVisible();
});
