// The table of the scan: what each page of the page table can look like.
import { randomUUID } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { remembered, takeInCellar } from '../fixtures/cellar.ts';
import { askForCabinet, linkOf, linksSoFar, newAddress, send, STRONG } from '../fixtures/letters.ts';
import { oneTimeCode } from '../fixtures/one_time_codes.ts';
import { Keys, withAddress } from '../fixtures/push.ts';
import { jpeg } from '../fixtures/photos.ts';
import { signIn, signInStaff } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';
import type { World } from '../fixtures/world.ts';
import { CAMPAIGN_STATES } from './campaigns.ts';
import { APPOINTMENT_STATES } from './appointments.ts';
import { OUTAGE_STATES } from './outages.ts';
import { declined, paid, pay, waiting } from './payments.ts';
import { settle } from './scan.ts';

export interface State {
  name: string;
  /** Where it is; the page's own path when absent. */
  path?: string;
  /** A resident's login, or a member of staff. */
  login?: string;
  prepare?: (page: Page, world: World) => Promise<void>;
}

const maria = 'maria@demo.svetlitsa';
const olga = '18300000014@demo.svetlitsa';
const pyotr = '67100000025@demo.svetlitsa';
const quiet = '18300000030@demo.svetlitsa';

const press = (key: string) => async (page: Page) => {
  await page.getByRole('button', { name: text(key), exact: true }).first().click();
};

async function fill(page: Page, key: string, value: string): Promise<void> {
  await page.getByLabel(text(key), { exact: true }).fill(value);
}

/** The server is gone for everything that the page asks from now on. */
async function cutOff(page: Page): Promise<void> {
  await page.route('**/api/v1/**', (route) => route.abort('connectionrefused'));
}

/** Types values that lie so far above the last ones and sends them. */
const giveReading = (account: string, more: number) => async (page: Page) => {
  const overview = await (await page.request.get(`/api/v1/accounts/${account}`)).json();
  const registers: { previous: number }[] = overview.meters[0].registers;
  for (const [i, { previous }] of registers.entries()) {
    await page.getByRole('textbox').nth(i).fill(String(Math.max(0, previous + more)));
  }
  await press('readings.submit')(page);
};

async function writeAppeal(page: Page): Promise<string> {
  const reply = await page.request.post('/api/v1/appeals', {
    headers: { 'idempotency-key': randomUUID() },
    data: { kind: 'question', text: 'Когда придёт счёт?', email: 'scan@example.org' },
  });
  return (await reply.json()).number as string;
}

async function fillRegistration(page: Page, email: string, password: string): Promise<void> {
  await fill(page, 'register.account', '67100000058');
  await fill(page, 'register.house', '12');
  await fill(page, 'register.email', email);
  await fill(page, 'register.password', password);
  await page.getByLabel(text('register.agree')).check();
}

/** Account and house of a guest who gives a reading. */
async function identify(page: Page, account: string, house: string): Promise<void> {
  await fill(page, 'register.account', account);
  await fill(page, 'register.house', house);
  await press('readings.guest.next')(page);
}

async function fillAddition(page: Page): Promise<void> {
  await fill(page, 'register.account', '67100000025');
  await fill(page, 'register.house', '12');
}

/** Opens a letter's link. The path may be the page's own, and then only what is behind `#` would change. */
async function follow(page: Page, link: string): Promise<void> {
  await page.goto('/');
  await page.goto(link);
}

/** A new cabinet on the page where its owner looks after signing in. */
async function openSecurity(page: Page, world: World): Promise<void> {
  await follow(page, await askForCabinet(page, world, newAddress()));
  await expect(page.getByRole('heading', { name: text('register.confirm.done') })).toBeVisible();
  await page.goto('/security');
}

/** Goes on to the QR code of the second step; gives its secret. */
async function enrol(page: Page, world: World): Promise<string> {
  await openSecurity(page, world);
  await press('security.second_step.enable')(page);
  await page.getByLabel(text('security.password.current'), { exact: true }).nth(1).fill(STRONG);
  const answer = page.waitForResponse('**/api/v1/second-factor/enrolments');
  await press('security.second_step.next')(page);
  const { secret } = await (await answer).json();
  await expect(page.getByRole('img', { name: text('security.second_step.qr') })).toBeVisible();
  return secret as string;
}

async function switchOn(page: Page, secret: string): Promise<void> {
  await fill(page, 'security.second_step.code', oneTimeCode(secret));
  await press('security.second_step.confirm')(page);
  await expect(page.getByRole('heading', { name: text('security.second_step.codes') })).toBeVisible();
}

/** Offers access to Pyotr's account and gives the link of the letter; nobody is signed in afterwards. */
async function shareOffer(
  page: Page, world: World, email: string, rights = { view: true, submit: true, pay: true },
): Promise<string> {
  await signIn(page, pyotr);
  const before = await linksSoFar(world, email, '/shares/accept');
  await send(page, '/accounts/67100000025/shares', { email, rights });
  const link = await linkOf(world, email, '/shares/accept', before + 1);
  await page.context().clearCookies();
  return link;
}

/** Asks for an account that somebody holds, and gives the link of the owner's letter. */
async function claim(page: Page, world: World, email: string): Promise<string> {
  const { version } = await (await page.request.get('/api/v1/registrations/consent')).json();
  const owner = '67100000041@demo.svetlitsa';
  const before = await linksSoFar(world, owner, '/register/allow');
  const account = { account: '67100000041', house: '7' };
  await send(page, '/registrations', { ...account, email, password: STRONG, consent: version });
  return linkOf(world, owner, '/register/allow', before + 1);
}

/** Rows of the table. */
export const STATES: Record<string, State[]> = {
  ...CAMPAIGN_STATES,
  ...APPOINTMENT_STATES,
  ...OUTAGE_STATES,
  home: [{ name: 'signed out' }, { name: 'signed in', login: maria }],
  sign_in: [
    { name: 'empty' },
    { name: 'missing', prepare: press('sign_in.submit') },
    { name: 'error', prepare: async (page) => {
      await fill(page, 'sign_in.login', 'nobody@example.org');
      await fill(page, 'sign_in.password', 'x');
      await press('sign_in.submit')(page);
      await expect(page.getByText(text('errors.wrong_credentials.title'))).toBeVisible();
    } },
  ],
  house: [
    { name: 'filled', path: '/houses/izhevsk-21', login: '18300000022@demo.svetlitsa' },
    { name: 'judged', path: '/houses/izhevsk-21', login: '18300000022@demo.svetlitsa', prepare: async (page) => {
      await fill(page, 'houses.paste', '18300000022;1\n18300000014;15550;7240\n67100000017;1\nx;1');
      await press('houses.submit')(page);
      await expect(page.getByRole('heading', { name: text('houses.result') })).toBeVisible();
    } },
    { name: 'not an elder', path: '/houses/izhevsk-21', login: maria },
  ],
  sign_in_code: [
    { name: 'empty' },
    { name: 'error', prepare: press('sign_in.code.submit') },
    { name: 'without telephone', prepare: async (page) => page.getByText(text('sign_in.code.no_phone')).click() },
    { name: 'over', prepare: async (page) => {
      await fill(page, 'security.second_step.code', '123456');
      await press('sign_in.code.submit')(page);
      await expect(page.getByRole('heading', { name: text('sign_in.code.over') })).toBeVisible();
    } },
  ],
  register: [
    { name: 'empty', prepare: async (page) => expect(page.getByLabel(text('register.agree'))).toBeVisible() },
    { name: 'error', prepare: async (page) => {
      await expect(page.getByLabel(text('register.agree'))).not.toBeChecked();
      await press('register.submit')(page);
    } },
    { name: 'weak password', prepare: async (page) => {
      await fillRegistration(page, newAddress(), 'qwerty123');
      await page.getByText(text('register.taken')).click();
      await press('register.submit')(page);
      await expect(page.getByText(text('fields.password_common')).first()).toBeVisible();
    } },
    { name: 'sent', prepare: async (page) => {
      await fillRegistration(page, newAddress(), STRONG);
      await press('register.submit')(page);
      await expect(page.getByRole('heading', { name: text('register.letter.title') })).toBeVisible();
    } },
  ],
  register_confirm: [
    { name: 'expired', path: '/register/confirm#nothing' },
    { name: 'opened', prepare: async (page, world) => {
      await follow(page, await askForCabinet(page, world, newAddress()));
      await expect(page.getByRole('heading', { name: text('register.confirm.done') })).toBeVisible();
    } },
  ],
  register_allow: [
    { name: 'asked', path: '/register/allow#nothing' },
    { name: 'expired', path: '/register/allow#nothing', prepare: press('register.allow.submit') },
    { name: 'allowed', prepare: async (page, world) => {
      await follow(page, await claim(page, world, newAddress()));
      await press('register.allow.submit')(page);
      await expect(page.getByRole('heading', { name: text('register.allow.done') })).toBeVisible();
    } },
    { name: 'refused', prepare: async (page, world) => {
      await follow(page, await claim(page, world, newAddress()));
      await press('register.allow.leave')(page);
      await expect(page.getByRole('heading', { name: text('register.allow.refused') })).toBeVisible();
    } },
  ],
  share_accept: [
    { name: 'expired', path: '/shares/accept#nothing' },
    { name: 'offered to a stranger', prepare: async (page, world) => {
      await follow(page, await shareOffer(page, world, newAddress()));
      await expect(page.getByText(text('register.consent')).first()).toBeVisible();
      await press('shares.accept.submit')(page);
    } },
    { name: 'offered to a neighbour', prepare: async (page, world) => {
      await follow(page, await shareOffer(page, world, quiet));
      await expect(page.getByRole('main').getByRole('link', { name: text('shares.accept.to_sign_in') })).toBeVisible();
    } },
  ],
  recover: [
    { name: 'empty' },
    { name: 'error', prepare: async (page) => {
      await fill(page, 'recover.email', 'nobody');
      await press('recover.submit')(page);
    } },
    { name: 'sent', prepare: async (page) => {
      await fill(page, 'recover.email', newAddress());
      await press('recover.submit')(page);
      await expect(page.getByRole('heading', { name: text('register.letter.title') })).toBeVisible();
    } },
  ],
  recover_confirm: [
    { name: 'empty', path: '/recover/confirm#nothing' },
    { name: 'error', path: '/recover/confirm#nothing', prepare: press('recover.save') },
    { name: 'expired', path: '/recover/confirm#nothing', prepare: async (page) => {
      await fill(page, 'recover.new_password', STRONG);
      await press('recover.save')(page);
      await expect(page.getByText(text('errors.link_expired.title')).first()).toBeVisible();
    } },
    { name: 'done', prepare: async (page, world) => {
      const email = newAddress();
      await follow(page, await askForCabinet(page, world, email));
      await expect(page.getByRole('heading', { name: text('register.confirm.done') })).toBeVisible();
      await page.context().clearCookies();
      await send(page, '/password-recoveries', { email });
      await follow(page, await linkOf(world, email, '/recover/confirm'));
      await fill(page, 'recover.new_password', 'самовар лестница ветер');
      await press('recover.save')(page);
      await expect(page.getByRole('heading', { name: text('recover.done') })).toBeVisible();
    } },
  ],
  email_confirm: [
    { name: 'expired', path: '/email/confirm#nothing' },
    { name: 'done', prepare: async (page, world) => {
      await follow(page, await askForCabinet(page, world, newAddress()));
      await expect(page.getByRole('heading', { name: text('register.confirm.done') })).toBeVisible();
      const email = newAddress();
      await send(page, '/email-changes', { current_password: STRONG, email });
      await follow(page, await linkOf(world, email, '/email/confirm'));
      await expect(page.getByRole('heading', { name: text('security.email.done') })).toBeVisible();
    } },
  ],
  cabinet_closed: [{ name: 'closed' }],
  account_new: [
    { name: 'empty', login: maria },
    { name: 'error', login: maria, prepare: press('accounts.addition.submit') },
    { name: 'wrong code', login: maria, prepare: async (page) => {
      await fillAddition(page);
      await page.getByText(text('register.taken')).click();
      await page.getByLabel(text('register.bill_code')).fill('AAAA-BBBB');
      await press('accounts.addition.submit')(page);
      await expect(page.getByText(text('fields.wrong_code')).first()).toBeVisible();
    } },
    { name: 'asked', login: maria, prepare: async (page) => {
      await fillAddition(page);
      await press('accounts.addition.submit')(page);
      await expect(page.getByRole('heading', { name: text('accounts.addition.asked') })).toBeVisible();
    } },
  ],
  security: [
    { name: 'filled', login: maria },
    { name: 'error', login: maria, prepare: press('security.password.submit') },
    { name: 'wrong password', login: maria, prepare: async (page) => {
      await page.getByLabel(text('security.email.new'), { exact: true }).fill(newAddress());
      await page.getByLabel(text('security.password.current'), { exact: true }).last().fill('x');
      await press('security.email.submit')(page);
      await expect(page.getByText(text('fields.wrong_password')).first()).toBeVisible();
    } },
    { name: 'withdrawing', login: maria, prepare: async (page) => {
      await press('security.consent.withdraw')(page);
      await press('security.consent.submit')(page);
      await expect(page.getByText(text('security.password.current_missing')).first()).toBeVisible();
    } },
    { name: 'code, password', login: maria, prepare: async (page) => {
      await press('security.second_step.enable')(page);
      await press('security.second_step.next')(page);
      await expect(page.getByText(text('security.password.current_missing')).first()).toBeVisible();
    } },
    { name: 'code, scan', prepare: async (page, world) => {
      await enrol(page, world);
      await page.getByText(text('security.second_step.by_hand')).click();
      await press('security.second_step.confirm')(page);
    } },
    { name: 'code, recovery codes', prepare: async (page, world) => switchOn(page, await enrol(page, world)) },
    { name: 'code, on', prepare: async (page, world) => {
      await switchOn(page, await enrol(page, world));
      await press('security.second_step.kept')(page);
      await expect(page.getByRole('button', { name: text('security.second_step.renew') })).toBeVisible();
    } },
    { name: 'code, off again', prepare: async (page, world) => {
      await switchOn(page, await enrol(page, world));
      await press('security.second_step.kept')(page);
      await press('security.second_step.disable')(page);
      await press('security.second_step.disable')(page);
      await expect(page.getByText(text('security.second_step.code_missing')).first()).toBeVisible();
    } },
    { name: 'changed', prepare: async (page, world) => {
      await openSecurity(page, world);
      await page.getByLabel(text('security.password.current'), { exact: true }).first().fill(STRONG);
      await page.getByLabel(text('security.password.new'), { exact: true }).fill('самовар лестница ветер');
      await press('security.password.submit')(page);
      await expect(page.getByText(text('security.password.done'))).toBeVisible();
    } },
  ],
  accounts: [
    { name: 'filled', login: maria },
    { name: 'signed out' },
  ],
  account: [
    { name: 'filled', path: '/accounts/67100000017', login: maria },
    { name: 'overdue', path: '/accounts/67100000033', login: '67100000033@demo.svetlitsa' },
    { name: 'empty', path: '/accounts/63400000018', login: '63400000018@demo.svetlitsa' },
    { name: 'error', path: '/accounts/67100000025', login: maria },
    { name: 'sums hidden', path: '/', prepare: async (page, world) => {
      const relative = '50200000013@demo.svetlitsa';
      const link = await shareOffer(page, world, relative, { view: false, submit: true, pay: false });
      await signIn(page, relative);
      await send(page, '/shares/acceptances', { token: link.split('#')[1] });
      await page.goto('/accounts/67100000025');
      await expect(page.getByText(text('accounts.hidden_text'))).toBeVisible();
    } },
    { name: 'cut off', path: '/', login: maria, prepare: async (page) => {
      await page.route('**/api/v1/accounts/**', (route) => route.abort('connectionrefused'));
      await page.goto('/accounts/67100000017');
      await expect(page.getByText(text('errors.offline.title'), { exact: true })).toBeVisible();
    } },
  ],
  bills: [
    { name: 'alert', path: '/accounts/67100000017/bills', login: maria, prepare: async (page) => {
      await page.locator('summary', { hasText: text('forecasts.alert.title') }).click();
      await page.getByRole('radio', { name: text('forecasts.alert.above'), exact: true }).check();
      await press('forecasts.alert.save')(page);
      await expect(page.getByText(text('forecasts.alert.sum_wrong')).first()).toBeVisible();
    } },
    { name: 'no consent', path: '/accounts/67100000017/bills', login: maria, prepare: async (page) => {
      await press('e_bills.start')(page);
      await expect(page.getByText(text('e_bills.consent_missing')).first()).toBeVisible();
    } },
    { name: 'filled', path: '/accounts/67100000017/bills', login: maria, prepare: async (page) => {
      await expect(page.getByRole('table')).toBeVisible();
    } },
    { name: 'empty', path: '/accounts/50200000013/bills', login: '50200000013@demo.svetlitsa', prepare: async (page) => {
      await expect(page.getByText(text('bills.empty'))).toBeVisible();
    } },
    { name: 'cut off', path: '/', login: maria, prepare: async (page) => {
      await page.route('**/api/v1/accounts/*/bills*', (route) => route.abort('connectionrefused'));
      await page.goto('/accounts/67100000017/bills');
      await expect(page.getByText(text('errors.offline.title'), { exact: true })).toBeVisible();
    } },
  ],
  bill: [
    { name: 'opened', path: '/accounts/67100000025/bills/2026-10', login: pyotr, prepare: async (page) => {
      const whys = page.getByText(text('bills.line.why'));
      await expect(whys).toHaveCount(2);
      for (const why of await whys.all()) await why.click();
    } },
    { name: 'owed', path: '/accounts/67100000033/bills/2026-10', login: '67100000033@demo.svetlitsa', prepare: async (page) => {
      await expect(page.getByText(text('bills.bill.to_pay'), { exact: true })).toBeVisible();
    } },
    { name: 'none', path: '/accounts/67100000017/bills/2020-01', login: maria, prepare: async (page) => {
      await expect(page.getByText(text('bills.bill.none'))).toBeVisible();
    } },
  ],
  debt: [
    { name: 'owed', path: '/accounts/67100000033/debt', login: '67100000033@demo.svetlitsa', prepare: async (page) => {
      await page.getByText(text('debts.forecast.by_days')).click();
      await expect(page.getByRole('table', { name: text('debts.plan.caption') })).toBeVisible();
    } },
    { name: 'nothing late', path: '/accounts/67100000025/debt', login: pyotr, prepare: async (page) => {
      await expect(page.getByText(text('debts.none'))).toBeVisible();
    } },
    { name: 'a former payee', path: '/accounts/50200000021/debt', login: '50200000021@demo.svetlitsa', prepare: async (page) => {
      await expect(page.getByText(text('debts.late.old'))).toBeVisible();
    } },
    { name: 'cut off', path: '/', login: maria, prepare: async (page) => {
      await page.route('**/api/v1/accounts/*/debt', (route) => route.abort('connectionrefused'));
      await page.goto('/accounts/67100000017/debt');
      await expect(page.getByText(text('errors.offline.title'), { exact: true })).toBeVisible();
    } },
  ],
  ledger: [
    { name: 'filled', path: '/accounts/50200000021/ledger', login: '50200000021@demo.svetlitsa', prepare: async (page) => {
      await expect(page.getByRole('table')).toBeVisible();
    } },
    { name: 'empty', path: '/accounts/50200000013/ledger', login: '50200000013@demo.svetlitsa' },
    { name: 'cut off', path: '/', login: maria, prepare: async (page) => {
      await page.route('**/api/v1/accounts/*/ledger*', (route) => route.abort('connectionrefused'));
      await page.goto('/accounts/67100000017/ledger');
      await expect(page.getByText(text('errors.offline.title'), { exact: true })).toBeVisible();
    } },
  ],
  certificate: [
    { name: 'owed', path: '/accounts/67100000033/certificate', login: '67100000033@demo.svetlitsa', prepare: async (page) => {
      await expect(page.getByText(text('certificates.owed_title'))).toBeVisible();
    } },
    { name: 'issued', path: '/accounts/67100000025/certificate', login: pyotr, prepare: async (page) => {
      await press('certificates.issue')(page);
      await expect(page.getByText(text('certificates.open'))).toBeVisible();
    } },
  ],
  receipts: [
    { name: 'some', path: '/accounts/67100000017/receipts', login: maria, prepare: async (page) => {
      await expect(page.getByText(text('receipt_archive.open')).first()).toBeVisible();
    } },
  ],
  readings: [
    { name: 'empty', path: '/accounts/67100000017/readings', login: maria },
    { name: 'error', path: '/accounts/67100000017/readings', login: maria, prepare: press('readings.submit') },
    { name: 'asked about', path: '/accounts/18300000014/readings', login: olga, prepare: async (page) => {
      await giveReading('18300000014', 2_500)(page);
      await expect(page.getByRole('heading', { name: text('readings.ask.title') })).toBeVisible();
    } },
    { name: 'refused', path: '/accounts/18300000014/readings', login: olga, prepare: async (page) => {
      await giveReading('18300000014', -900)(page);
      await expect(page.getByRole('heading', { name: text('readings.result.refused') })).toBeVisible();
    } },
    { name: 'accepted', path: '/accounts/67100000025/readings', login: pyotr, prepare: async (page) => {
      await giveReading('67100000025', 160)(page);
      await expect(page.getByRole('heading', { name: text('readings.result.accepted') })).toBeVisible();
    } },
    { name: 'kept', path: '/accounts/67100000017/readings', login: maria, prepare: async (page) =>
      takeInCellar(page, '67100000017', 12_480 + 150, 6_215 + 60) },
    { name: 'without network', path: '/accounts/67100000025/readings', login: pyotr, prepare: async (page) => {
      await remembered(page, '67100000025');
      await page.context().setOffline(true);
      await page.goto('/accounts/67100000025/readings');
      await expect(page.getByText(text('kept.recalled_title'))).toBeVisible();
    } },
    { name: 'photo chosen', path: '/accounts/67100000017/readings', login: maria, prepare: async (page) => {
      const buffer = await jpeg(page, 900, 600);
      await page.getByLabel(new RegExp(`^${text('readings.photo.label')}`)).setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer });
      await expect(page.getByRole('img', { name: text('readings.photo.chosen') })).toBeVisible();
    } },
    { name: 'no photo', path: '/accounts/67100000017/readings', login: maria, prepare: async (page) => {
      const buffer = Buffer.from('%PDF-1.7');
      await page.getByLabel(new RegExp(`^${text('readings.photo.label')}`)).setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer });
      await expect(page.getByText(text('fields.not_a_photo'))).toBeVisible();
    } },
    { name: 'photo attached', path: '/accounts/67100000025/readings', login: pyotr, prepare: async (page) => {
      const buffer = await jpeg(page, 900, 600);
      await page.getByLabel(new RegExp(`^${text('readings.photo.label')}`)).setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer });
      await expect(page.getByRole('img', { name: text('readings.photo.chosen') })).toBeVisible();
      await giveReading('67100000025', 165)(page);
      await expect(page.getByText(text('readings.photo.attached'))).toBeVisible();
      await expect(page.getByRole('link', { name: text('readings.photo.alt').split('{')[0]!.trim() }).first()).toBeVisible();
    } },
    { name: 'smart meter', path: '/accounts/67100000041/readings', login: '67100000041@demo.svetlitsa' },
    { name: 'no meter', path: '/accounts/63400000018/readings', login: '63400000018@demo.svetlitsa' },
  ],
  kept: [
    { name: 'empty', login: maria },
    { name: 'waiting', login: maria, prepare: async (page) => {
      await takeInCellar(page, '67100000017', 12_480 + 150, 6_215 + 60);
      await page.goto('/kept');
      await expect(page.getByText(text('kept.waiting'))).toBeVisible();
    } },
    { name: 'locked', login: maria, prepare: async (page) => {
      await takeInCellar(page, '67100000017', 12_480 + 150, 6_215 + 60);
      await page.context().clearCookies();
      await page.context().setOffline(false);
      await page.goto('/kept');
      await expect(page.getByText(text('kept.locked'))).toBeVisible();
    } },
    { name: 'refused', login: quiet, prepare: async (page) => {
      await takeInCellar(page, '18300000030', 1, 1);
      await page.context().setOffline(false);
      await page.goto('/kept');
      await expect(page.getByText(text('kept.refused'), { exact: true })).toBeVisible();
    } },
  ],
  leave: [
    // Where nothing waits, nobody is asked: the page signs out by itself.
    { name: 'asked', path: '/', login: maria, prepare: async (page) => {
      await takeInCellar(page, '67100000017', 12_480 + 150, 6_215 + 60);
      await press('shell.nav_sign_out')(page);
      await expect(page.getByRole('heading', { name: text('kept.leave.title') })).toBeVisible();
    } },
  ],
  readings_guest: [
    { name: 'empty' },
    { name: 'error', prepare: press('readings.guest.next') },
    { name: 'unknown', prepare: (page) => identify(page, '67100000058', '999') },
    { name: 'meters', prepare: async (page) => {
      await identify(page, '67100000058', '12');
      await expect(page.getByRole('button', { name: text('readings.submit') })).toBeVisible();
    } },
    { name: 'accepted', prepare: async (page) => {
      const answer = page.waitForResponse('**/api/v1/accounts/18300000022');
      await identify(page, '18300000022', '21');
      const { meters } = await (await answer).json();
      for (const [i, { previous }] of meters[0].registers.entries()) {
        await page.getByRole('textbox').nth(i).fill(String(previous + 90));
      }
      await press('readings.submit')(page);
      await expect(page.getByRole('heading', { name: text('readings.result.accepted') })).toBeVisible();
    } },
  ],
  e_bill_end: [
    { name: 'asked', path: '/bills/by-mail/end#x' },
    { name: 'over', path: '/bills/by-mail/end#x', prepare: async (page) => {
      await press('e_bills.end.submit')(page);
      await expect(page.getByRole('heading', { name: text('errors.link_expired.title') })).toBeVisible();
    } },
  ],
  application_new: [
    { name: 'empty', path: '/applications/new' },
    { name: 'error', path: '/applications/new', prepare: press('applications.form.submit') },
    { name: 'filled', path: '/applications/new?kind=contract', login: maria },
    { name: 'attached', path: '/applications/new?kind=owner_change', prepare: async (page) => {
      await page.locator('input[type=file]').first()
        .setInputFiles({ name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('note') });
      await expect(page.locator('.attachments__item')).toHaveCount(1);
    } },
    { name: 'prepaid', path: '/applications/new?kind=reprogramming', prepare: async (page) => {
      await page.getByLabel(text('applications.form.balance'), { exact: true }).fill('40');
      await page.getByLabel(text('applications.form.daily'), { exact: true }).fill('8');
      await page.getByLabel(text('applications.form.price'), { exact: true }).fill('5,95');
      await expect(page.getByText(text('applications.form.urgent_title'))).toBeVisible();
    } },
  ],
  services: [{ name: 'list', path: '/services' }],
  notices: [
    { name: 'filled', path: '/notices', login: maria },
    { name: 'empty', path: '/notices', login: '63400000018@demo.svetlitsa' },
  ],
  reminders: [
    { name: 'filled', path: '/accounts/67100000017/reminders', login: maria, prepare: async (page) => {
      const readings = page.getByRole('group', { name: text('reminders.readings') });
      await readings.getByLabel(text('reminders.by_letter')).check();
      await press('reminders.save')(page);
      await expect(page.getByText(text('reminders.saved'))).toBeVisible();
    } },
    { name: 'empty', path: '/accounts/67100000033/reminders', login: '67100000033@demo.svetlitsa' },
    { name: 'browsers', path: '/accounts/67100000025/reminders', login: '67100000025@demo.svetlitsa', prepare: async (page, world) => {
      await withAddress(page, `${world.outside}/push/${randomUUID()}`, new Keys());
      await press('reminders.browsers.allow')(page);
      await expect(page.getByText(text('reminders.browsers.this'))).toBeVisible();
    } },
  ],
  reminder_end: [
    { name: 'asked', path: '/reminders/end#x' },
    { name: 'over', path: '/reminders/end#x', prepare: async (page) => {
      await press('reminders.end.submit')(page);
      await expect(page.getByRole('heading', { name: text('errors.link_expired.title') })).toBeVisible();
    } },
  ],
  payees: [
    { name: 'old debt', path: '/accounts/50200000021/payees', login: '50200000021@demo.svetlitsa', prepare: async (page) => {
      const main = page.getByRole('main');
      for (const words of [text('payees.requisites'), text('payees.months')]) {
        for (const folded of await main.getByText(words, { exact: true }).all()) await folded.click();
      }
      await expect(main).toContainText('040099902');
    } },
    { name: 'direct payments', path: '/accounts/67100000025/payees', login: pyotr, prepare: async (page) => {
      await expect(page.getByText(text('payees.past_us'))).toBeVisible();
    } },
    { name: 'cut off', path: '/', login: maria, prepare: async (page) => {
      await page.route('**/api/v1/accounts/*/payees', (route) => route.abort('connectionrefused'));
      await page.goto('/accounts/67100000017/payees');
      await expect(page.getByText(text('errors.offline.title'), { exact: true })).toBeVisible();
    } },
  ],
  autopay: [
    { name: 'off', path: '/accounts/67100000017/autopay', login: maria },
    { name: 'no consent', path: '/accounts/67100000017/autopay', login: maria, prepare: press('autopay.start') },
    { name: 'on', path: '/accounts/67100000041/autopay', login: '67100000041@demo.svetlitsa', prepare: async (page) => {
      await expect(page.getByRole('table')).toBeVisible();
    } },
  ],
  shares: [
    { name: 'filled', path: '/accounts/67100000017/shares', login: maria, prepare: async (page) => {
      await send(page, '/accounts/67100000017/shares', {
        email: newAddress(), rights: { view: true, submit: true, pay: false }, days: 30,
      });
      await page.reload();
    } },
    { name: 'error', path: '/accounts/67100000017/shares', login: maria, prepare: press('shares.submit') },
    { name: 'empty', path: '/accounts/67100000033/shares', login: '67100000033@demo.svetlitsa' },
  ],
  pay: [
    { name: 'filled', path: '/accounts/67100000017/pay', login: maria },
    { name: 'error', path: '/accounts/67100000017/pay', login: maria, prepare: async (page) => {
      await fill(page, 'payments.amount', '0');
      await press('payments.submit')(page);
    } },
    { name: 'odd reading', path: '/accounts/67100000017/pay', login: maria, prepare: async (page) => {
      await fill(page, 'payments.amount', '43,21');
      const drums = page.locator('.pay__readings').getByRole('textbox');
      await drums.nth(0).fill('14500');
      await drums.nth(1).fill('6300');
      await press('payments.submit')(page);
      await expect(page.getByRole('dialog')).toBeVisible();
    } },
    { name: 'repeated', path: '/accounts/67100000033/pay', login: '67100000033@demo.svetlitsa', prepare: async (page) => {
      await send(page, '/payments', { account: '67100000033', amount_kopecks: 4_321, method: 'bank_card' });
      await page.reload();
      await fill(page, 'payments.amount', '43,21');
      await press('payments.submit')(page);
      await expect(page.getByRole('dialog')).toBeVisible();
    } },
    { name: 'old payee', path: '/accounts/50200000021/pay', login: '50200000021@demo.svetlitsa' },
    { name: 'closed', path: '/accounts/63400000018/pay', login: '63400000018@demo.svetlitsa' },
    { name: 'cut off', path: '/accounts/67100000017/pay', login: maria, prepare: async (page) => {
      await cutOff(page);
      await press('payments.submit')(page);
      await expect(page.getByText(text('errors.offline.title'), { exact: true })).toBeVisible();
    } },
  ],
  pay_guest: [
    { name: 'asked' },
    { name: 'filled', prepare: async (page) => {
      await fill(page, 'register.account', '67100000058');
      await fill(page, 'register.house', '12');
      await press('readings.guest.next')(page);
      await expect(page.getByLabel(text('payments.amount'), { exact: true })).toBeVisible();
    } },
    { name: 'old link', path: '/pay#old', prepare: async (page) => {
      await expect(page.getByText(text('payments.guest.link_over'))).toBeVisible();
    } },
  ],
  pay_several: [
    { name: 'filled', login: '50200000021@demo.svetlitsa' },
    { name: 'nothing owed', login: pyotr },
  ],
  payment: [
    { name: 'silent bank', path: '/', login: maria, prepare: async (page, world) => {
      await world.control({ acquirer: 'down' });
      try {
        await page.goto(`/payments/${await pay(page, 'bank_card')}`);
        await expect(page.getByText(text('payments.preparing.silent_title')).first()).toBeVisible();
      } finally {
        await world.control({ acquirer: 'up' });
      }
    } },
    { name: 'waiting', path: '/', login: maria, prepare: async (page) => {
      await page.goto(`/payments/${(await waiting(page)).id}`);
      await expect(page.getByRole('link', { name: text('payments.at_bank.to_bank') })).toBeVisible();
    } },
    { name: 'failed', path: '/', login: maria, prepare: async (page) => {
      await declined(page);
      await expect(page.getByText(text('payments.failed.cancelled')).first()).toBeVisible();
    } },
    { name: 'done', path: '/', login: maria, prepare: async (page) => void (await paid(page)) },
    { name: 'unknown', path: '/payments/none', login: maria },
  ],
  receipt_check: [{ name: 'empty' }, { name: 'error', prepare: press('receipts.check.submit') }],
  receipt: [
    { name: 'unknown', path: '/r/AAAABBBBCCCC' },
    { name: 'true', path: '/', login: maria, prepare: async (page) => {
      const id = await paid(page);
      const receipt = await (await page.request.get(`/api/v1/payments/${id}/receipt`)).json();
      await page.goto(`/r/${receipt.code}`);
      await expect(page.getByText(text('receipts.check.true_title'))).toBeVisible();
    } },
  ],
  certificate_check: [
    { name: 'unknown', path: '/c/AAAABBBBCCCC', prepare: async (page) => {
      await expect(page.getByText(text('certificates.check.unknown_title'))).toBeVisible();
    } },
    { name: 'true', path: '/', login: pyotr, prepare: async (page) => {
      await send(page, '/accounts/67100000025/certificates', null);
      const { items } = await (await page.request.get('/api/v1/accounts/67100000025/certificates')).json();
      await page.goto(`/c/${items[0].code}`);
      await expect(page.getByText(text('certificates.check.true_title'))).toBeVisible();
    } },
  ],
  appeal_new: [
    { name: 'empty' },
    { name: 'error', prepare: press('appeals.form.submit') },
    { name: 'outage', prepare: async (page) => page.getByLabel(text('appeals.kind_outage')).check() },
    { name: 'answered and attached', prepare: async (page) => {
      await fill(page, 'appeals.form.text', 'Почему счёт больше? И щиток искрит.');
      await page.locator('.details__summary').first().click();
      await page.getByLabel(new RegExp(`^${text('appeals.files.label')}`))
        .setInputFiles({ name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('note') });
      await expect(page.getByRole('list', { name: text('appeals.files.attached') }).getByRole('listitem')).toHaveCount(1);
    } },
    { name: 'helped', path: '/appeals/new?helped=1' },
    { name: 'sent', prepare: async (page) => {
      await page.getByLabel(text('appeals.kind_question')).check();
      await fill(page, 'appeals.form.text', 'Когда придёт счёт?');
      await page.getByLabel(text('appeals.form.email')).fill('scan@example.org');
      await press('appeals.form.submit')(page);
      await expect(page.getByRole('heading', { name: text('appeals.sent.title') })).toBeVisible();
    } },
  ],
  appeals: [
    { name: 'filled', login: maria },
    { name: 'empty', login: quiet },
  ],
  applications: [
    { name: 'filled', login: '50200000021@demo.svetlitsa' },
    { name: 'empty', login: quiet },
  ],
  status: [
    { name: 'empty' },
    { name: 'error', prepare: press('status.submit') },
    { name: 'nothing found', prepare: async (page) => {
      await fill(page, 'status.number', 'A-2026-999999');
      await fill(page, 'status.contact', 'nobody@example.org');
      await press('status.submit')(page);
      await expect(page.getByText(text('status.missing')).first()).toBeVisible();
    } },
    { name: 'found', prepare: async (page) => {
      await fill(page, 'status.number', await writeAppeal(page));
      await fill(page, 'status.contact', 'scan@example.org');
      await press('status.submit')(page);
      await expect(page.getByText(text('appeals.stage_registered')).first()).toBeVisible();
    } },
  ],
  survey: [
    { name: 'asked' },
    { name: 'over', prepare: async (page) => {
      await page.getByRole('button', { name: text('surveys.mark').replace('{mark}', '5') }).click();
      await expect(page.getByText(text('surveys.over'))).toBeVisible();
    } },
  ],
  tariffs: [
    { name: 'empty', prepare: async (page) => {
      await expect(page.getByText(text('tariffs.calculator.prompt'))).toBeVisible();
    } },
    { name: 'reckoned', path: '/tariffs?meter=two&day=210&night=95', prepare: async (page) => {
      const main = page.getByRole('main');
      for (const why of await main.getByText(text('bills.line.why')).all()) await why.click();
      await expect(main).toContainText('806,20');
    } },
    { name: 'compared', path: '/tariffs?meter=one&single=245', prepare: async (page) => {
      await expect(page.getByRole('heading', { name: text('tariffs.comparison.title') })).toBeVisible();
    } },
    { name: 'nonsense', path: '/tariffs?by=readings&meter=one&single_first=100&single_last=abc', prepare: async (page) => {
      await expect(page.getByText(text('tariffs.calculator.not_a_number'))).toBeVisible();
    } },
  ],
  tariffs_branch: [
    { name: 'hot water', path: '/tariffs/izhevsk?service=hot_water&meter=risers&kitchen=2,5&bath=1', prepare: async (page) => {
      await expect(page.getByRole('main')).toContainText('743,75');
    } },
    { name: 'none', path: '/tariffs/murmansk', prepare: async (page) => {
      await expect(page.getByText(text('tariffs.empty'))).toBeVisible();
    } },
    { name: 'unknown', path: '/tariffs/nowhere', prepare: async (page) => {
      await expect(page.getByText(text('tariffs.no_branch'))).toBeVisible();
    } },
    { name: 'cut off', path: '/', prepare: async (page) => {
      await page.route('**/api/v1/tariffs*', (route) => route.abort('connectionrefused'));
      await page.goto('/tariffs');
      await expect(page.getByText(text('errors.offline.title'), { exact: true })).toBeVisible();
    } },
  ],
  offices: [{ name: 'filled' }],
  staff_sign_in: [{ name: 'empty' }, { name: 'error', prepare: press('staff.sign_in.submit') }],
  staff_accounts: [
    { name: 'empty', login: 'operator' },
    { name: 'filled', login: 'operator', prepare: async (page) => {
      await fill(page, 'staff.accounts.query', '671');
      await press('staff.accounts.search')(page);
      await expect(page.getByRole('button', { name: text('staff.accounts.look') }).first()).toBeVisible();
    } },
    { name: 'asking why', login: 'operator', prepare: async (page) => {
      await fill(page, 'staff.accounts.query', '671');
      await press('staff.accounts.search')(page);
      await page.getByRole('button', { name: text('staff.accounts.look') }).first().click();
      await expect(page.getByRole('dialog')).toBeVisible();
    } },
    { name: 'looking', login: 'operator', prepare: async (page) => {
      const reply = await page.request.post('/api/v1/staff/previews', {
        headers: { 'idempotency-key': randomUUID() },
        data: { account: '67100000033', reason: 'Проверка доступности' },
      });
      expect(reply.ok()).toBe(true);
      await page.goto('/accounts/67100000033');
      await expect(page.getByRole('button', { name: text('parts.preview_end') })).toBeVisible();
    } },
  ],
  staff_appeals: [{ name: 'filled', login: 'operator' }],
  staff_appeal: [{ name: 'filled', path: 'first of /staff/appeals', login: 'operator' }],
  staff_refunds: [
    { name: 'asked', login: 'operator' },
    { name: 'nothing', login: 'operator', prepare: async (page) => {
      await fill(page, 'refunds.desk.query', '2026-999999');
      await press('refunds.desk.search')(page);
      await expect(page.getByText(text('refunds.desk.empty'))).toBeVisible();
    } },
    { name: 'found', login: 'supervisor', prepare: async (page) => {
      await fill(page, 'refunds.desk.query', '67100000017');
      await press('refunds.desk.search')(page);
      await page.locator('.details__summary').first().click();
    } },
  ],
  staff_day_closings: [{ name: 'empty or filled', login: 'operator' }],
  staff_applications: [{ name: 'filled', login: 'operator' }],
  staff_application: [{ name: 'filled', path: 'first of /staff/applications', login: 'operator' }],
  gallery: [{ name: 'all of it' }],
};

/** Members of staff, as states name them. */
const STAFF = ['operator', 'supervisor'];

/** The address of a state; a case's number is looked up, because numbers are the sample world's own. */
async function address(page: Page, state: State, own: string): Promise<string> {
  const list = state.path?.match(/^first of (.+)$/)?.[1];
  if (!list) return state.path ?? own;
  const { items } = await (await page.request.get(`/api/v1${list}`)).json();
  const first = items[0].appeal ?? items[0].application ?? items[0].outage;
  return `${list}/${first.number ?? first.id}`;
}

/** Opens a page in a state, in the eyes of whoever sees it. */
export async function open(page: Page, world: World, own: string, state: State): Promise<void> {
  if (state.login && STAFF.includes(state.login)) await signInStaff(page, `${state.login}@demo.svetlitsa`);
  else if (state.login) await signIn(page, state.login);
  await page.goto(await address(page, state, own));
  if (state.prepare) {
    await settle(page);
    await state.prepare(page, world);
  }
  await settle(page);
}
