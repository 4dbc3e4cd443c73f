// States of the pages of outages.
import type { Page } from '@playwright/test';
import { linkOf, linksSoFar, newAddress, send } from '../fixtures/letters.ts';
import { expect, signInStaff } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';
import type { World } from '../fixtures/world.ts';
import type { State } from './states.ts';

const house = { branch: 'smolensk', street: 'г. Смоленск, ул. Кирова', house: '12' };

/** Chooses a listed house, as a guest does. */
async function choose(page: Page): Promise<void> {
  await page.getByLabel(text('outages.report.branch'), { exact: true }).selectOption(house.branch);
  await page.getByLabel(text('outages.report.street'), { exact: true }).selectOption(house.street);
  await page.getByLabel(text('outages.report.house'), { exact: true }).selectOption(house.house);
}

async function report(page: Page): Promise<void> {
  await choose(page);
  await page.getByRole('radio', { name: text('outages.report.house_off') }).check();
  await page.getByRole('button', { name: text('outages.report.submit'), exact: true }).click();
}

/** Opens the link of the letter that asks whether the mailbox is one's own. */
async function openConfirmation(page: Page, world: World): Promise<void> {
  const email = newAddress();
  await send(page, '/outages/subscriptions', { at: house, email });
  await page.goto('/');
  await page.goto(await linkOf(world, email, '/outages/letters/confirm'));
}

/** Opens the link of a letter about works that ends such letters. */
async function openEnd(page: Page, world: World): Promise<void> {
  await openConfirmation(page, world);
  await page.getByRole('button', { name: text('outages.letters.confirm_submit') }).click();
  await expect(page.getByRole('heading', { name: text('outages.letters.confirmed') })).toBeVisible();
  const wave = '63400000018@demo.svetlitsa';
  const before = await linksSoFar(world, wave, '/outages/letters/end');
  await page.request.post('/api/v1/session', { data: { login: wave, password: 'svetlitsa-demo' } });
  await send(page, '/outages/subscriptions', { at: { account: '63400000018' } });
  await page.context().clearCookies();
  await signInStaff(page, 'operator@demo.svetlitsa');
  const places = [{ street: 'пос. Заводской, ул. Береговая', houses: ['1'] }];
  const works = { branch: 'smz', kind: 'power_off', is_planned: true, places, text: 'Осмотр линии.' };
  await send(page, '/staff/outages', { ...works, begins: '2026-11-25T09:00', expected: '2026-11-25T11:00' });
  await page.context().clearCookies();
  await page.goto('/');
  await page.goto(await linkOf(world, wave, '/outages/letters/end', before + 1));
}

const heading = (key: string) => async (page: Page) => {
  await expect(page.getByRole('heading', { level: 1, name: text(key) })).toBeVisible();
};

export const OUTAGE_STATES: Record<string, State[]> = {
  outages: [
    { name: 'filled', prepare: async (page) => {
      await expect(page.getByRole('heading', { name: text('outages.now'), exact: true })).toBeVisible();
    } },
    { name: 'nothing found', prepare: async (page) => {
      await page.getByLabel(text('outages.search'), { exact: true }).fill('Луна');
      await expect(page.getByText(text('outages.nothing_found'), { exact: true })).toBeVisible();
    } },
    { name: 'error', prepare: async (page) => {
      await page.route('**/api/v1/outages', (route) => route.abort('connectionrefused'));
      await page.getByRole('button', { name: text('outages.refresh'), exact: true }).click();
      await expect(page.getByText(text('errors.offline.title'))).toBeVisible();
    } },
  ],
  outage_report: [
    { name: 'guest', prepare: choose },
    { name: 'missing', prepare: async (page) => {
      await page.getByRole('button', { name: text('outages.report.submit'), exact: true }).click();
    } },
    { name: 'wire', prepare: async (page) => {
      await page.getByRole('radio', { name: text('outages.report.wire') }).check();
      await expect(page.getByText(text('outages.report.wire_title'))).toBeVisible();
    } },
    { name: 'registered or joined', prepare: async (page) => {
      await report(page);
      await expect(page.getByRole('heading', { name: text('outages.letters.title_house') })).toBeVisible();
    } },
    { name: 'known', login: '63400000018@demo.svetlitsa', prepare: async (page) => {
      await page.getByRole('radio', { name: text('outages.report.house_off') }).check();
      await page.getByRole('button', { name: text('outages.report.submit'), exact: true }).click();
      await heading('outages.report.known_title')(page);
    } },
  ],
  outage_confirm: [
    { name: 'asked', prepare: openConfirmation },
    { name: 'over', prepare: async (page) => {
      await page.getByRole('button', { name: text('outages.letters.confirm_submit') }).click();
      await heading('errors.link_expired.title')(page);
    } },
  ],
  outage_end: [
    { name: 'asked', prepare: openEnd },
    { name: 'over', prepare: async (page) => {
      await page.getByRole('button', { name: text('outages.letters.end_submit') }).click();
      await heading('errors.link_expired.title')(page);
    } },
  ],
  staff_outages: [
    { name: 'filled', login: 'operator' },
    { name: 'missing', login: 'operator', prepare: async (page) => {
      await page.locator('summary', { hasText: text('outages.desk.new') }).click();
      await page.getByRole('button', { name: text('outages.desk.enter'), exact: true }).click();
    } },
  ],
  staff_outage: [{ name: 'filled', path: 'first of /staff/outages', login: 'operator' }],
};
