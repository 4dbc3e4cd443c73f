// A cabinet of one's own: asked for with a bill, opened by a letter, recovered, looked after.
import type { Page } from '@playwright/test';
import { askForCabinet, linkOf, newAddress, send, STRONG } from '../fixtures/letters.ts';
import { expect, PASSWORD, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';

const VERA = { account: '67100000058', house: '12', password: STRONG };

async function ask(page: Page, email: string, account = VERA.account): Promise<void> {
  await page.goto('/register');
  await page.getByLabel(text('register.account'), { exact: true }).fill(account);
  await page.getByLabel(text('register.house'), { exact: true }).fill(VERA.house);
  await page.getByLabel(text('register.email'), { exact: true }).fill(email);
  await page.getByLabel(text('register.password'), { exact: true }).fill(VERA.password);
  await page.getByLabel(text('register.agree')).check();
  await page.getByRole('button', { name: text('register.submit') }).click();
}

test('registered by a letter, recovered by a letter, an account added', async ({ page, world }) => {
  const email = 'vera@example.org';
  await page.goto('/sign-in');
  await page.getByRole('link', { name: text('sign_in.register') }).click();
  // The consent is not ticked beforehand, and nothing goes without it.
  await expect(page.getByLabel(text('register.agree'))).not.toBeChecked();
  await page.getByRole('button', { name: text('register.submit') }).click();
  await expect(page.getByText(text('register.consent_missing')).first()).toBeVisible();

  await ask(page, email);
  await expect(page.getByRole('heading', { name: text('register.letter.title') })).toBeVisible();
  const opening = await linkOf(world, email, '/register/confirm');
  await page.goto(opening);
  await expect(page.getByRole('heading', { name: text('register.confirm.done') })).toBeVisible();
  expect(page.url()).not.toContain('#');
  await page.getByRole('link', { name: text('register.confirm.enter') }).click();
  await expect(page.getByRole('main')).toContainText(VERA.account);

  // The link works once.
  await page.goto(opening);
  await expect(page.getByRole('heading', { name: text('errors.link_expired.title') })).toBeVisible();

  // A second account: of Pyotr's cabinet, who is asked.
  await page.goto('/accounts');
  await page.getByRole('link', { name: text('accounts.add') }).click();
  await page.getByLabel(text('register.account'), { exact: true }).fill('67100000025');
  await page.getByLabel(text('register.house'), { exact: true }).fill('12');
  await page.getByRole('button', { name: text('accounts.addition.submit') }).click();
  await expect(page.getByRole('heading', { name: text('accounts.addition.asked') })).toBeVisible();

  // A new password: the old one is good no more, and every place is signed out.
  await page.goto('/recover');
  await page.getByLabel(text('recover.email'), { exact: true }).fill(email);
  await page.getByRole('button', { name: text('recover.submit') }).click();
  await expect(page.getByRole('heading', { name: text('register.letter.title') })).toBeVisible();
  await page.goto(await linkOf(world, email, '/recover/confirm'));
  await page.getByLabel(text('recover.new_password'), { exact: true }).fill('qwerty123');
  await page.getByRole('button', { name: text('recover.save') }).click();
  await expect(page.getByLabel(text('recover.new_password'), { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel(text('recover.new_password'), { exact: true }).fill('самовар лестница ветер');
  await page.getByRole('button', { name: text('recover.save') }).click();
  await expect(page.getByRole('heading', { name: text('recover.done') })).toBeVisible();
  const old = await page.request.post('/api/v1/session', { data: { login: email, password: VERA.password } });
  expect(old.status()).toBe(401);
  const fresh = await page.request.post('/api/v1/session', { data: { login: email, password: 'самовар лестница ветер' } });
  expect(fresh.status()).toBe(200);
});

test('the same answer for a stranger, an owner and nobody', async ({ page, world }) => {
  for (const [email, account] of [['nobody@example.org', '67199999999'], ['maria@demo.svetlitsa', VERA.account]] as const) {
    // Others of this world may have had letters already.
    const before = (await world.letters(email)).length;
    await ask(page, email, account);
    await expect(page.getByRole('heading', { name: text('register.letter.title') })).toBeVisible();
    await expect.poll(async () => (await world.letters(email)).length).toBe(before + 1);
  }
});

test('an owner lets a newcomer have the account, too', async ({ page, world }) => {
  const [owner, newcomer, account] = ['67100000033@demo.svetlitsa', 'guest@example.org', '67100000033'];
  await page.goto('/register');
  await page.getByLabel(text('register.account'), { exact: true }).fill(account);
  await page.getByLabel(text('register.house'), { exact: true }).fill('5');
  await page.getByLabel(text('register.email'), { exact: true }).fill(newcomer);
  await page.getByLabel(text('register.password'), { exact: true }).fill(VERA.password);
  await page.getByLabel(text('register.agree')).check();
  await page.getByRole('button', { name: text('register.submit') }).click();
  await expect(page.getByRole('heading', { name: text('register.letter.title') })).toBeVisible();
  await page.goto(await linkOf(world, owner, '/register/allow'));
  await page.getByRole('button', { name: text('register.allow.submit') }).click();
  const done = text('register.allow.done_text', { number: account, newcomer: 'g***@example.org' });
  await expect(page.getByText(done)).toBeVisible();
  await page.goto(await linkOf(world, newcomer, '/register/confirm'));
  await page.getByRole('link', { name: text('register.confirm.enter') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(account);
});

test('an owner says no, and a consent is withdrawn with its cabinet', async ({ page, world }) => {
  const [owner, newcomer] = ['67100000041@demo.svetlitsa', 'other@example.org'];
  const { version } = await (await page.request.get('/api/v1/registrations/consent')).json();
  const wish = { account: '67100000041', house: '7', email: newcomer, password: STRONG, consent: version };
  await send(page, '/registrations', wish);
  await page.goto(await linkOf(world, owner, '/register/allow'));
  await page.getByRole('button', { name: text('register.allow.leave') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(text('register.allow.refused'));
  await expect.poll(async () => (await world.letters(newcomer)).at(0)?.subject).toBe('Владелец счёта не согласился');

  const email = newAddress();
  await page.goto(await askForCabinet(page, world, email));
  await expect(page.getByRole('heading', { name: text('register.confirm.done') })).toBeVisible();
  await page.goto('/security');
  await page.getByRole('button', { name: text('security.consent.withdraw'), exact: true }).click();
  const form = page.locator('form').filter({ hasText: text('security.consent.warning') });
  await form.getByLabel(text('security.password.current'), { exact: true }).fill(STRONG);
  await page.getByRole('button', { name: text('security.consent.submit'), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(text('security.closed.title'));
  const again = await page.request.post('/api/v1/session', { data: { login: email, password: STRONG } });
  expect(again.status()).toBe(401);
});

test('signed in elsewhere, signed out from here', async ({ page, browser, world }) => {
  const credentials = { login: '67100000041@demo.svetlitsa', password: PASSWORD };
  const other = await browser.newContext({ baseURL: world.portal });
  expect((await other.request.post('/api/v1/session', { data: credentials })).status()).toBe(200);
  expect((await page.request.post('/api/v1/session', { data: credentials })).status()).toBe(200);
  await page.goto('/security');
  await expect(page.getByText(text('security.sessions.here')).first()).toBeVisible();
  await page.getByRole('button', { name: text('security.sessions.end_others') }).click();
  await expect(page.getByRole('button', { name: text('security.sessions.end_others') })).toBeHidden();
  expect((await other.request.get('/api/v1/accounts')).status()).toBe(401);
  expect((await page.request.get('/api/v1/accounts')).status()).toBe(200);
  await other.close();
});
