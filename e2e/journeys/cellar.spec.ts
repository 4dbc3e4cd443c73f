// Readings taken where there is no network: kept on the phone, sent by themselves, each exactly once.
import type { Page } from '@playwright/test';
import { expect, PASSWORD, signIn, test as base } from '../fixtures/test.ts';
import { giveValues, remembered, takeInCellar, workerAtWork } from '../fixtures/cellar.ts';
import { jpeg, sizeOf } from '../fixtures/photos.ts';
import { text } from '../fixtures/texts.ts';
import { World } from '../fixtures/world.ts';

// A world of its own for each test: its days go by, and its readings are counted.
const test = base.extend<{ cellar: World }>({
  cellar: async ({}, use) => {
    const world = await World.start();
    await use(world);
    await world.stop();
  },
  baseURL: async ({ cellar }, use) => use(cellar.portal),
});

const MARIA = 'maria@demo.svetlitsa';
const ACCOUNT = '67100000017';
const READINGS = `/accounts/${ACCOUNT}/readings`;
const VALUES = [12_480 + 150, 6_215 + 60];
/** The first of them as it is printed. */
const DIAL = /12\s630/;

interface Reading {
  taken_on: string;
  received: string;
  period: string;
  values: { value: number }[];
}

test('taken in the cellar, sent by itself a week later: the phone and the history say both days', async ({ page, context, cellar }) => {
  await signIn(page, MARIA);
  await takeInCellar(page, ACCOUNT, ...VALUES);
  await expect(page.getByText(text('kept.waiting'))).toBeVisible();

  // The page and its tab go; the reading stays, and the portal opens without network on any address.
  await page.close();
  const phone = await context.newPage();
  await phone.goto('/');
  await expect(phone.getByText(text('shell.offline_title'))).toBeVisible();
  await expect(phone.getByRole('heading', { level: 1 })).toBeVisible();
  await phone.getByRole('link', { name: text('shell.offline_link') }).click();
  await expect(phone.getByText(text('kept.waiting'))).toBeVisible();
  await expect(phone.getByText(DIAL)).toBeVisible();
  // What the form needs is here, too.
  await phone.getByRole('link', { name: text('kept.account', { number: ACCOUNT }) }).click();
  await expect(phone.getByText(text('kept.recalled_title'))).toBeVisible();
  await expect(phone.getByRole('textbox')).toHaveCount(2);

  await cellar.killServer();
  await cellar.startServer({ now: '2026-11-27T10:00:00+03:00' });
  await context.setOffline(false);
  await expect(phone.getByText(text('kept.accepted'), { exact: true })).toBeVisible();
  await expect(phone.getByText(text('kept.received', { taken: '20 ноября', received: '27 ноября' }))).toBeVisible();
  await expect(phone.getByText(text('shell.offline_title'))).toHaveCount(0);
  await phone.getByRole('button', { name: text('kept.seen') }).click();
  await expect(phone.getByText(text('kept.accepted'), { exact: true })).toHaveCount(0);
  const row = phone.getByRole('table', { name: text('readings.history.title') }).getByRole('row').nth(1);
  await expect(row).toContainText('20 ноября');
  await expect(row).toContainText(text('readings.history.received', { date: '27 ноября' }));
  const { items } = await (await phone.request.get(`/api/v1${READINGS}?limit=100`)).json();
  const sent = (items as Reading[]).filter((reading) => reading.values.some(({ value }) => value === VALUES[0]));
  expect(sent).toHaveLength(1);
  // This branch counts by the day it was taken when it arrives soon after the window.
  expect([sent[0]?.taken_on, sent[0]?.period]).toEqual(['2026-11-20', '2026-11']);
});

test('the answer is lost on the way: the phone keeps the very same request, and it is one reading', async ({ page }) => {
  await signIn(page, MARIA);
  await page.goto(READINGS);
  await workerAtWork(page);
  const before = (await (await page.request.get(`/api/v1${READINGS}?limit=100`)).json()).items.length as number;
  await page.route(`**/api/v1${READINGS}`, async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    await route.fetch();
    return route.abort('connectionreset');
  });
  await giveValues(page, ...VALUES);
  // The worker may have sent it before this is read.
  await expect(page.getByRole('heading', { name: text('kept.kept') })).toBeVisible();
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.reload();
  await expect(page.getByText(text('kept.accepted'), { exact: true })).toBeVisible();
  const { items } = await (await page.request.get(`/api/v1${READINGS}?limit=100`)).json();
  expect(items).toHaveLength(before + 1);
});

test('the session ran out and somebody else has the phone: nothing is seen, nothing is sent until its owner is back', async ({ page, context }) => {
  await signIn(page, MARIA);
  await takeInCellar(page, ACCOUNT, ...VALUES);
  await context.clearCookies();
  await context.setOffline(false);
  await page.goto('/kept');
  await expect(page.getByText(text('kept.locked'))).toBeVisible();
  await expect(page.getByText(DIAL)).toHaveCount(0);

  const enter = async (login: string) => {
    await page.goto('/sign-in?next=%2Fkept');
    await page.getByLabel(text('sign_in.login'), { exact: true }).fill(login);
    await page.getByLabel(text('sign_in.password'), { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: text('sign_in.submit'), exact: true }).click();
    await page.waitForURL('**/kept');
  };
  await enter('67100000025@demo.svetlitsa');
  await expect(page.getByRole('heading', { name: text('kept.none') })).toBeVisible();
  await page.goto('/accounts/67100000025/readings');
  await expect(page.getByRole('button', { name: text('readings.submit') })).toBeVisible();
  await expect(page.getByText(DIAL)).toHaveCount(0);
  await page.getByRole('button', { name: text('shell.nav_sign_out') }).click();
  await expect(page.getByRole('link', { name: text('shell.nav_sign_in') }).first()).toBeVisible();

  await enter(MARIA);
  await expect(page.getByText(text('kept.accepted'), { exact: true })).toBeVisible();
  const { items } = await (await page.request.get(`/api/v1${READINGS}`)).json();
  expect((items as Reading[])[0]?.values.map(({ value }) => value)).toEqual(VALUES);
});

/** Takes an odd reading on a page that does not know what is usual here, and so does not ask. */
async function takeOdd(page: Page): Promise<void> {
  await page.route(`**/api/v1/accounts/${ACCOUNT}`, async (route) => {
    const answer = await route.fetch();
    const overview = await answer.json();
    for (const meter of overview.meters) meter.history = [];
    return route.fulfill({ response: answer, json: overview });
  });
  await takeInCellar(page, ACCOUNT, 12_480 + 2_500, 6_215 + 60);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
}

test('the server asks about a kept reading; signing out asks about it, too, and leaves nothing', async ({ page, context }) => {
  await signIn(page, MARIA);
  await takeOdd(page);
  await context.setOffline(false);
  await expect(page.getByText(text('kept.question'))).toBeVisible();
  await expect(page.getByText(text('readings.finding.unusually_high')).first()).toBeVisible();

  await page.getByRole('button', { name: text('shell.nav_sign_out') }).click();
  await expect(page.getByRole('heading', { name: text('kept.leave.title') })).toBeVisible();
  await page.getByRole('link', { name: text('kept.leave.stay') }).click();
  await expect(page).toHaveURL(/\/accounts/);
  await page.getByRole('button', { name: text('shell.nav_sign_out') }).click();
  await page.getByRole('button', { name: text('kept.leave.delete') }).click();
  await page.waitForURL((url) => url.pathname === '/');

  await signIn(page, MARIA);
  await page.goto('/kept');
  await expect(page.getByRole('heading', { name: text('kept.none') })).toBeVisible();
});

test('an odd reading is confirmed where it is kept, a refused one stays until it was seen', async ({ page, context }) => {
  await signIn(page, MARIA);
  await takeOdd(page);
  await page.getByRole('button', { name: text('kept.another') }).click();
  await giveValues(page, 12_480 - 900, 6_215 + 60);
  await expect(page.getByText(text('kept.waiting'))).toHaveCount(2);
  await context.setOffline(false);
  await expect(page.getByText(text('kept.refused'), { exact: true })).toBeVisible();
  await expect(page.getByText(text('readings.finding.below_previous')).first()).toBeVisible();
  await page.getByRole('button', { name: text('readings.ask.yes') }).click();
  await expect(page.getByText(text('kept.accepted'), { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByText(text('kept.refused'), { exact: true })).toBeVisible();
});

/** Takes a reading with a photo of its dial, without network. */
async function takeWithPhoto(page: Page): Promise<void> {
  await page.goto(READINGS);
  await remembered(page, ACCOUNT);
  await page.context().setOffline(true);
  const buffer = await jpeg(page, 2000, 1500);
  await page.getByLabel(new RegExp(`^${text('readings.photo.label')}`)).setInputFiles({ name: '1.jpg', mimeType: 'image/jpeg', buffer });
  await expect(page.getByRole('img', { name: text('readings.photo.chosen') })).toBeVisible();
  await giveValues(page, ...VALUES);
  await expect(page.getByRole('heading', { name: text('kept.kept') })).toBeVisible();
}

/** Bytes of pictures on the phone. */
const picturesKept = (page: Page) => page.evaluate(async () => {
  const opened = indexedDB.open('svetlitsa');
  const database = await new Promise<IDBDatabase>((resolve) => (opened.onsuccess = () => resolve(opened.result)));
  try {
    const found = database.transaction('readings').objectStore('readings').getAll();
    await new Promise((resolve) => (found.onsuccess = resolve));
    return (found.result as { picture: Blob | null }[]).map(({ picture }) => picture?.size ?? 0);
  } finally {
    database.close();
  }
});

test('a photo taken in the cellar goes after its reading, once, though an answer is lost', async ({ page, context }) => {
  await signIn(page, MARIA);
  await takeWithPhoto(page);
  await expect(page.getByText(text('kept.photo_waiting')).first()).toBeVisible();
  await page.goto('/kept');
  const picture = page.getByRole('img', { name: text('kept.picture') }).locator('canvas');
  await expect(picture).toBeVisible();
  expect(await picture.evaluate((canvas: HTMLCanvasElement) => [canvas.width, canvas.height])).toEqual([1200, 1600]);

  // It arrives, and its answer does not: the reading counts all the same.
  const keys: (string | undefined)[] = [];
  await context.route('**/photo', async (route) => {
    if (route.request().method() !== 'PUT') return route.fallback();
    keys.push(route.request().headers()['idempotency-key']);
    if (keys.length > 1) return route.fallback();
    await route.fetch();
    return route.abort('connectionreset');
  });
  await context.setOffline(false);
  await expect(page.getByText(text('kept.accepted'), { exact: true })).toBeVisible();
  await expect.poll(() => keys.length).toBeGreaterThan(0);
  // It is sent again by the page or by the browser, whichever is first, under the same key.
  await page.reload();
  await expect(page.getByText(text('kept.photo_sent'))).toBeVisible();
  expect(keys.length).toBeGreaterThan(1);
  expect(new Set(keys).size).toBe(1);
  expect(await picturesKept(page)).toEqual([0]);
  const { items } = await (await page.request.get(`/api/v1${READINGS}`)).json();
  expect((items as (Reading & { has_photo: boolean })[]).map((reading) => reading.has_photo).slice(0, 2)).toEqual([true, false]);
  const photo = await page.request.get(`/api/v1${READINGS}/${items[0].id}/photo`);
  expect(sizeOf(await photo.body())).toEqual([1200, 1600]);
  await page.getByRole('button', { name: text('kept.seen') }).click();
  await expect(page.getByRole('heading', { name: text('kept.none') })).toBeVisible();
});

test('a photo that waits is gone with its reading, and with signing out', async ({ page, context }) => {
  await signIn(page, MARIA);
  await takeWithPhoto(page);
  expect((await picturesKept(page))[0]).toBeGreaterThan(1_000);
  await page.goto('/kept');
  await page.getByRole('button', { name: text('kept.drop'), exact: true }).click();
  await expect(page.getByRole('heading', { name: text('kept.none') })).toBeVisible();
  expect(await picturesKept(page)).toEqual([]);

  await context.setOffline(false);
  await takeWithPhoto(page);
  await context.route('**/photo', (route) => route.abort('connectionrefused'));
  await context.setOffline(false);
  await expect(page.getByText(text('kept.accepted'), { exact: true })).toBeVisible();
  await page.getByRole('button', { name: text('shell.nav_sign_out') }).click();
  await expect(page.getByRole('heading', { name: text('kept.leave.title') })).toBeVisible();
  await expect(page.getByRole('button', { name: text('kept.drop_photo') })).toBeVisible();
  await page.getByRole('button', { name: text('kept.leave.delete') }).click();
  await page.waitForURL((url) => url.pathname === '/');
  expect(await picturesKept(page)).toEqual([]);
});

test('where the phone has no room for a photo, the reading is kept and the page says so', async ({ page, context }) => {
  await signIn(page, MARIA);
  await page.goto(READINGS);
  await workerAtWork(page);
  await context.serviceWorkers()[0]!.evaluate(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (value: { picture?: unknown }, ...rest) {
      if (value.picture) throw new DOMException('no room', 'QuotaExceededError');
      return put.call(this, value, ...rest);
    };
  });
  await takeWithPhoto(page);
  await expect(page.getByText(text('kept.photo_lost')).first()).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText(text('kept.accepted'), { exact: true })).toBeVisible();
});

test('with every page closed the browser wakes the worker, and the reading goes', async ({ page, context, cellar }) => {
  await signIn(page, MARIA);
  await takeInCellar(page, ACCOUNT, ...VALUES);
  const watch = await context.newPage();
  const devtools = await context.newCDPSession(watch);
  const found = new Promise<string>((resolve) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find(({ scopeURL }) => scopeURL === `${cellar.portal}/`);
      if (ours) resolve(ours.registrationId);
    });
  });
  await devtools.send('ServiceWorker.enable');
  const registrationId = await found;
  await page.close();
  await context.setOffline(false);
  await devtools.send('ServiceWorker.dispatchSyncEvent', {
    origin: cellar.portal, registrationId, tag: 'readings', lastChance: false,
  });
  await expect
    .poll(async () => {
      const { items } = await (await context.request.get(`${cellar.portal}/api/v1${READINGS}`)).json();
      return (items as Reading[])[0]?.values.map(({ value }) => value);
    })
    .toEqual(VALUES);
});
