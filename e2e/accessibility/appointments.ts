// States of the pages of appointments.
import type { Page } from '@playwright/test';
import { linkOf, newAddress, send } from '../fixtures/letters.ts';
import { expect } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';
import type { World } from '../fixtures/world.ts';
import type { State } from './states.ts';

const office = 'tver-01';

const see = (key: string) => async (page: Page) => {
  await expect(page.getByRole('heading', { name: text(key), exact: true })).toBeVisible();
};

/** The first time that is free from the third day on. */
async function firstFree(page: Page, nth = 3): Promise<{ day: string; at: string }> {
  const reply = await page.request.get(`/api/v1/offices/${office}/slots?purpose=advice`);
  const days: { day: string; starts: { at: string }[] }[] = (await reply.json()).days;
  const found = days[nth]!;
  return { day: found.day, at: found.starts[0]!.at };
}

async function openContact(page: Page): Promise<void> {
  const { day, at } = await firstFree(page);
  await page.goto(`/appointments/new?purpose=advice&office=${office}&day=${day}&time=${encodeURIComponent(at.slice(11, 16))}`);
  await expect(page.getByLabel(text('appointments.name'), { exact: true })).toBeVisible();
}

async function openOwn(page: Page, world: World): Promise<void> {
  const email = newAddress();
  const { at } = await firstFree(page);
  await send(page, '/appointments', { office, purpose: 'advice', starts: at, name: 'Пётр', email });
  await expect.poll(async () => (await world.letters(email)).length).toBe(1);
  const number = (await world.letters(email))[0]!.subject.match(/B-\d{4}-\d{6}/)![0];
  await page.goto('/');
  await page.goto(await linkOf(world, email, `/appointments/${number}`));
  await expect(page.getByRole('button', { name: text('appointments.move'), exact: true })).toBeVisible();
}

export const APPOINTMENT_STATES: Record<string, State[]> = {
  appointment_new: [
    { name: 'purpose', prepare: see('appointments.purpose') },
    { name: 'office', path: '/appointments/new?purpose=payment', prepare: see('appointments.office') },
    { name: 'nobody received', path: '/appointments/new?office=kola-01', prepare: async (page) => {
      await expect(page.getByText(text('appointments.no_booking'), { exact: true })).toBeVisible();
    } },
    { name: 'day', path: `/appointments/new?purpose=advice&office=${office}`, prepare: see('appointments.day') },
    { name: 'contact', prepare: openContact },
    { name: 'missing', prepare: async (page) => {
      await openContact(page);
      await page.getByRole('button', { name: text('appointments.submit'), exact: true }).click();
    } },
  ],
  appointment: [
    { name: 'asked', path: '/appointments/B-2026-999999', prepare: async (page) => {
      await page.getByLabel(text('appointments.find_contact'), { exact: true }).fill('nobody@example.org');
      await page.getByRole('button', { name: text('appointments.find_submit'), exact: true }).click();
      await expect(page.getByText(text('appointments.missing'), { exact: true })).toBeVisible();
    } },
    { name: 'booked', path: '/appointments/B-2026-999999', prepare: openOwn },
  ],
  staff_appointments: [
    { name: 'empty', path: '/staff/appointments?day=2026-11-22', login: 'operator', prepare: async (page) => {
      await expect(page.getByText(text('appointments.desk.empty'), { exact: true })).toBeVisible();
    } },
    { name: 'filled', login: 'operator', prepare: async (page) => {
      const { day, at } = await firstFree(page, 0);
      await send(page, '/appointments', { office, purpose: 'advice', starts: at, name: 'Пётр', email: newAddress() });
      await page.goto(`/staff/appointments?day=${day}`);
      await expect(page.getByRole('button', { name: text('appointments.desk.came'), exact: true }).first()).toBeVisible();
    } },
  ],
};
