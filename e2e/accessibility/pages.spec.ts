// Every page of the page table, in every state and theme, without a violation. A page without a row here fails.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import pages from '../generated/pages.json' with { type: 'json' };
import { expect, signIn, signInStaff, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';
import type { World } from '../fixtures/world.ts';

const THEMES = ['light', 'dark', 'contrast'] as const;

interface State {
  name: string;
  /** Where it is; the page's own path when absent. */
  path?: string;
  login?: string;
  prepare?: (page: Page, world: World) => Promise<void>;
}

const maria = 'maria@demo.svetlitsa';
const press = (key: string) => async (page: Page) => {
  await page.getByRole('button', { name: text(key), exact: true }).first().click();
};

async function pay(page: Page, method: string): Promise<string> {
  const reply = await page.request.post('/api/v1/payments', {
    headers: { 'idempotency-key': crypto.randomUUID() },
    data: { account: '67100000017', amount_kopecks: 10_000, method },
  });
  return (await reply.json()).id as string;
}

/** A payment that has come as far as its link. */
async function waiting(page: Page): Promise<{ id: string; bank: string }> {
  const id = await pay(page, 'bank_card');
  const view = async () => (await page.request.get(`/api/v1/payments/${id}`)).json();
  await expect.poll(async () => (await view()).state).toBe('waiting');
  return { id, bank: (await view()).confirmation_url as string };
}

async function paid(page: Page): Promise<string> {
  const { id, bank } = await waiting(page);
  await page.goto(bank);
  await page.getByRole('button', { name: /^Оплатить/ }).click();
  await page.waitForURL(`**/payments/${id}`);
  await expect(page.getByRole('article').first()).toBeVisible();
  return id;
}

/** Rows of the table: what each page can look like. */
const STATES: Record<string, State[]> = {
  home: [{ name: 'signed out' }, { name: 'signed in', login: maria }],
  sign_in: [
    { name: 'empty' },
    { name: 'error', prepare: async (page) => {
      await page.getByLabel(text('sign_in.login'), { exact: true }).fill('nobody@example.org');
      await page.getByLabel(text('sign_in.password'), { exact: true }).fill('x');
      await press('sign_in.submit')(page);
      await expect(page.getByRole('alert').first()).toBeVisible();
    } },
  ],
  accounts: [{ name: 'filled', login: maria }],
  account: [
    { name: 'filled', path: '/accounts/67100000017', login: maria },
    { name: 'empty', path: '/accounts/63400000018', login: '63400000018@demo.svetlitsa' },
    { name: 'error', path: '/accounts/67100000025', login: maria },
  ],
  readings: [
    { name: 'empty', path: '/accounts/67100000017/readings', login: maria },
    { name: 'error', path: '/accounts/67100000017/readings', login: maria, prepare: press('readings.submit') },
    { name: 'smart meter', path: '/accounts/67100000041/readings', login: '67100000041@demo.svetlitsa' },
  ],
  pay: [
    { name: 'filled', path: '/accounts/67100000017/pay', login: maria },
    { name: 'error', path: '/accounts/67100000017/pay', login: maria, prepare: async (page) => {
      await page.getByLabel(text('payments.amount'), { exact: true }).fill('0');
      await press('payments.submit')(page);
    } },
  ],
  payment: [
    { name: 'waiting', path: '/', login: maria, prepare: async (page) => {
      const { id } = await waiting(page);
      // The first visit goes on to the bank by itself; coming back shows the page.
      await page.goto(`/payments/${id}`);
      await page.waitForURL((url) => url.hostname === 'localhost');
      await page.goto(`/payments/${id}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
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
  appeal_new: [{ name: 'empty' }, { name: 'error', prepare: press('appeals.form.submit') }],
  appeals: [
    { name: 'filled', login: maria },
    { name: 'empty', login: '18300000030@demo.svetlitsa' },
  ],
  applications: [
    { name: 'filled', login: '50200000021@demo.svetlitsa' },
    { name: 'empty', login: '18300000030@demo.svetlitsa' },
  ],
  status: [{ name: 'empty' }, { name: 'error', prepare: press('status.submit') }],
  offices: [{ name: 'filled' }],
  staff_sign_in: [{ name: 'empty' }, { name: 'error', prepare: press('staff.sign_in.submit') }],
  staff_accounts: [
    { name: 'empty', login: 'operator' },
    { name: 'filled', login: 'operator', prepare: async (page) => {
      await page.getByLabel(text('staff.accounts.query'), { exact: true }).fill('671');
      await press('staff.accounts.search')(page);
      await expect(page.getByRole('button', { name: text('staff.accounts.look') }).first()).toBeVisible();
    } },
  ],
  staff_appeals: [{ name: 'filled', login: 'operator' }],
  staff_appeal: [{ name: 'filled', path: 'first of /staff/appeals', login: 'operator' }],
  staff_applications: [{ name: 'filled', login: 'operator' }],
  staff_application: [{ name: 'filled', path: 'first of /staff/applications', login: 'operator' }],
  gallery: [{ name: 'all of it' }],
};

/** The address of a state; a case's number is looked up, because numbers are the sample world's own. */
async function address(page: Page, state: State, own: string): Promise<string> {
  const list = state.path?.match(/^first of (.+)$/)?.[1];
  if (!list) return state.path ?? own;
  const { items } = await (await page.request.get(`/api/v1${list}`)).json();
  const first = items[0].appeal ?? items[0].application;
  return `${list}/${first.number}`;
}

async function settle(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

for (const entry of pages) {
  const states = STATES[entry.name];
  test(`${entry.name} has a row`, () => expect(states, `no row for the page ${entry.name}`).toBeDefined());
  for (const state of states ?? []) {
    test(`${entry.name}, ${state.name}`, async ({ page, world }) => {
      if (state.login === 'operator') await signInStaff(page, 'operator@demo.svetlitsa');
      else if (state.login) await signIn(page, state.login);
      await page.goto(await address(page, state, entry.path));
      await settle(page);
      await state.prepare?.(page, world);
      await settle(page);
      for (const theme of THEMES) {
        await page.evaluate((name) => (document.documentElement.dataset.theme = name), theme);
        const { violations } = await new AxeBuilder({ page }).analyze();
        const found = violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(' | ')}`);
        expect(found, `${entry.name}, ${state.name}, ${theme}`).toEqual([]);
      }
      // 320 px: nothing sticks out sideways.
      await page.setViewportSize({ width: 320, height: 640 });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, 'sticks out at 320 px').toBeLessThanOrEqual(0);
    });
  }
}

test('an unknown address is a real 404 that says so', async ({ page }) => {
  const answer = await page.goto('/nowhere/at/all');
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(text('not_found.page'));
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
});
