// Readings taken where there is no network: kept on the phone, sent by themselves, each exactly once.
import { expect, PASSWORD, signIn, test as base } from '../fixtures/test.ts';
import { giveValues, takeInCellar, workerAtWork } from '../fixtures/cellar.ts';
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

test('the server asks about a kept reading; signing out asks about it, too, and leaves nothing', async ({ page, context }) => {
  await signIn(page, MARIA);
  // A page that does not know what is usual here.
  await page.route(`**/api/v1/accounts/${ACCOUNT}`, async (route) => {
    const answer = await route.fetch();
    const overview = await answer.json();
    for (const meter of overview.meters) meter.history = [];
    return route.fulfill({ response: answer, json: overview });
  });
  await takeInCellar(page, ACCOUNT, 12_480 + 2_500, 6_215 + 60);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
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
  await page.route(`**/api/v1/accounts/${ACCOUNT}`, async (route) => {
    const answer = await route.fetch();
    const overview = await answer.json();
    for (const meter of overview.meters) meter.history = [];
    return route.fulfill({ response: answer, json: overview });
  });
  await takeInCellar(page, ACCOUNT, 12_480 + 2_500, 6_215 + 60);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
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
