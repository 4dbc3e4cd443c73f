// States of the pages of campaigns.
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { linkOf, linksSoFar, send } from '../fixtures/letters.ts';
import { expect, signInStaff } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';
import type { World } from '../fixtures/world.ts';
import type { State } from './states.ts';

/** What a form would send; in days of which every world's clock knows. */
export const campaign = (channel: string, scenario = 'debt', words = 'Долг [сумма], счёт [счёт].') => ({
  name: `Долги ${randomUUID().slice(0, 6)}`, branch: 'smolensk', scenario, channel, words, least_kopecks: 10000,
  begins: '2026-11-20T10:00', ends: '2026-12-18T20:00',
});

/** A campaign of the API, to start further on; gives its id. */
export async function drafted(page: Page, form: object): Promise<string> {
  const headers = { 'idempotency-key': randomUUID() };
  const reply = await page.request.post('/api/v1/staff/campaigns', { headers, data: form });
  expect(reply.ok(), await reply.text()).toBe(true);
  return (await reply.json()).id;
}

/** The same, begun. */
export async function begun(page: Page, form: object): Promise<string> {
  const id = await drafted(page, form);
  await send(page, `/staff/campaigns/${id}/steps`, { step: 'schedule' });
  const stage = async () => (await (await page.request.get(`/api/v1/staff/campaigns/${id}`)).json()).stage;
  await expect.poll(stage, { timeout: 20_000 }).toBe('running');
  return id;
}

/** Opens the link of a campaign's letter that ends such letters. */
async function openEnd(page: Page, world: World): Promise<void> {
  const wave = '63400000018@demo.svetlitsa';
  const before = await linksSoFar(world, wave, '/campaigns/end');
  await signInStaff(page, 'supervisor@demo.svetlitsa');
  await begun(page, { ...campaign('email', 'information', 'Здравствуйте.'), branch: 'smz' });
  await page.context().clearCookies();
  await page.goto('/');
  await page.goto(await linkOf(world, wave, '/campaigns/end', before + 1));
  await expect(page.getByRole('heading', { level: 1, name: text('campaigns.end.title') })).toBeVisible();
}

export const CAMPAIGN_STATES: Record<string, State[]> = {
  staff_campaigns: [
    { name: 'operator', login: 'operator' },
    { name: 'filled', login: 'supervisor', prepare: async (page) => {
      const form = campaign('phone');
      await drafted(page, form);
      await page.reload();
      await expect(page.getByRole('link', { name: form.name })).toBeVisible();
    } },
  ],
  staff_campaign_new: [
    { name: 'empty', login: 'supervisor' },
    { name: 'missing', login: 'supervisor', prepare: async (page) => {
      await page.getByRole('button', { name: text('campaigns.form.submit'), exact: true }).click();
      await expect(page.getByText(text('campaigns.form.name_missing')).first()).toBeVisible();
    } },
    { name: 'operator', login: 'operator' },
  ],
  staff_campaign: [
    { name: 'draft', path: '/staff/campaigns', login: 'supervisor', prepare: async (page) => {
      await page.goto(`/staff/campaigns/${await drafted(page, campaign('sms'))}`);
      await expect(page.getByRole('heading', { name: text('campaigns.one.preview') })).toBeVisible();
    } },
    { name: 'running', path: '/staff/campaigns', login: 'supervisor', prepare: async (page) => {
      await page.goto(`/staff/campaigns/${await begun(page, campaign('phone'))}`);
      await page.getByLabel(text('campaigns.one.results'), { exact: true })
        .fill('contact;called_at;result\nx;2026-11-20T10:00;reached');
      await page.getByRole('button', { name: text('campaigns.one.take') }).click();
      await expect(page.getByText(text('campaigns.lines.contact'))).toBeVisible();
    } },
    { name: 'given out', path: '/staff/campaigns', login: 'supervisor', prepare: async (page) => {
      await page.goto(`/staff/campaigns/${await begun(page, campaign('phone'))}`);
      await page.getByRole('button', { name: text('campaigns.one.give_out') }).click();
      await expect(page.getByText(/Список 1 выдан/)).toBeVisible();
    } },
    { name: 'asked to delete', path: '/staff/campaigns', login: 'supervisor', prepare: async (page) => {
      await page.goto(`/staff/campaigns/${await drafted(page, campaign('phone'))}`);
      await page.getByRole('button', { name: text('campaigns.one.discard') }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    } },
  ],
  staff_campaign_edit: [
    { name: 'draft', path: '/staff/campaigns', login: 'supervisor', prepare: async (page) => {
      await page.goto(`/staff/campaigns/${await drafted(page, campaign('phone'))}/edit`);
      await expect(page.getByLabel(text('campaigns.form.words_en'), { exact: true })).toBeVisible();
    } },
    { name: 'scheduled', path: '/staff/campaigns', login: 'supervisor', prepare: async (page) => {
      await page.goto(`/staff/campaigns/${await begun(page, campaign('phone'))}/edit`);
      await expect(page.getByText(text('campaigns.form.no_draft'))).toBeVisible();
    } },
  ],
  campaign_end: [
    { name: 'asked', prepare: openEnd },
    { name: 'over', path: '/campaigns/end#x', prepare: async (page) => {
      await page.getByRole('button', { name: text('campaigns.end.submit') }).click();
      await expect(page.getByRole('heading', { name: text('errors.link_expired.title') })).toBeVisible();
    } },
  ],
};
