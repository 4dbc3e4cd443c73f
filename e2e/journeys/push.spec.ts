// Notices in a browser, over the real protocol: the page allows them, the service seals and sends, the push service takes, the
// browser's keys open, the worker shows. Chromium's own push service lies outside; its place is taken by the sandbox, and the
// browser's keys are made here, by another library than the service's.
import type { Page } from '@playwright/test';
import { paid } from '../accessibility/payments.ts';
import { expect, signIn, test } from '../fixtures/own.ts';
import { workerAtWork } from '../fixtures/cellar.ts';
import { Keys, withAddress } from '../fixtures/push.ts';
import { text } from '../fixtures/texts.ts';

const ACCOUNT = '/accounts/67100000017/reminders';
const MARIA = 'maria@demo.svetlitsa';

const browsers = (page: Page) => page.locator('section').filter({ has: page.getByRole('heading', { name: text('reminders.browsers.title'), exact: true }) });

test('a browser is allowed, told of a payment in words that it alone can read, and leaves', async ({ page, context, own }) => {
  const keys = new Keys();
  const address = `${own.outside}/push/maria`;
  await withAddress(page, address, keys);
  await signIn(page, MARIA);
  await page.goto(ACCOUNT);
  await workerAtWork(page);
  const section = browsers(page);
  await section.getByRole('button', { name: text('reminders.browsers.allow') }).click();
  await expect(section.getByText(text('reminders.browsers.this'))).toBeVisible();
  await expect(section.getByRole('button', { name: text('reminders.browsers.allow') })).toHaveCount(0);

  // A trial comes at once. Nobody between here and there can read it.
  await section.getByRole('button', { name: text('reminders.browsers.try') }).click();
  await expect(section.getByText(text('reminders.browsers.tried'))).toBeVisible();
  const taken = async () => (await (await fetch(address)).json()) as { body: string; topic: string; ttl: number }[];
  await expect.poll(async () => (await taken()).length, { timeout: 20_000 }).toBe(1);
  const trial = JSON.parse(keys.open(Buffer.from((await taken())[0]!.body, 'base64url')));
  expect(trial).toMatchObject({ title: 'Уведомления приходят', path: '/notices', lang: 'ru' });

  await page.getByRole('group', { name: text('reminders.payment') }).getByLabel(text('reminders.by_push')).check();
  await page.getByRole('button', { name: text('reminders.save') }).click();
  await expect(page.getByText(text('reminders.saved'))).toBeVisible();
  await paid(page);
  await expect.poll(async () => (await taken()).length, { timeout: 20_000 }).toBe(2);
  const told = JSON.parse(keys.open(Buffer.from((await taken())[1]!.body, 'base64url')));
  expect(told).toMatchObject({ title: 'Платёж зачислен', path: '/accounts/67100000017' });
  expect(told.body).toContain('100.00');
  await page.goto(ACCOUNT);
  await expect(page.getByRole('group', { name: text('reminders.payment') }).getByLabel(text('reminders.by_push'))).toBeChecked();
  await expect(page.getByRole('table').getByText(/Уведомления приходят/)).toBeVisible();

  // The very words go to the real worker, which shows them, and opens their page by a press.
  const devtools = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find(({ scopeURL }) => scopeURL.startsWith(own.portal));
      if (ours) resolve(ours.registrationId);
    });
  });
  await devtools.send('ServiceWorker.enable');
  const registrationId = await registered;
  await devtools.send('ServiceWorker.deliverPushMessage', {
    origin: own.portal, registrationId, data: JSON.stringify({ ...trial, path: '/outages' }),
  });
  const shown = () => page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    return (await registration.getNotifications()).map(({ title, body, tag, data }) => ({ title, body, tag, path: data.path }));
  });
  await expect.poll(shown).toEqual([{ title: trial.title, body: trial.body, tag: trial.tag, path: '/outages' }]);
  // A second one of the same matter takes the place of the first.
  await devtools.send('ServiceWorker.deliverPushMessage', {
    origin: own.portal, registrationId, data: JSON.stringify({ ...trial, body: 'Новее', path: 'https://example.org/' }),
  });
  await expect.poll(async () => (await shown()).map(({ body }) => body)).toEqual(['Новее']);

  await section.getByRole('button', { name: text('reminders.browsers.forget') }).click();
  await expect(section.getByRole('button', { name: text('reminders.browsers.allow') })).toBeVisible();
  await expect(page.getByRole('group', { name: text('reminders.payment') })).toHaveCount(0);
});

test('a browser whose owner says no is told how to say yes, and the rest of the page works', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(Notification, 'permission', { get: () => 'denied' });
  });
  await signIn(page, MARIA);
  await page.goto(ACCOUNT);
  await expect(page.getByText(text('reminders.browsers.forbidden'))).toBeVisible();
  await expect(page.getByRole('button', { name: text('reminders.browsers.allow') })).toHaveCount(0);
  await page.getByRole('group', { name: text('reminders.debt') }).getByLabel(text('reminders.by_letter')).check();
  await page.getByRole('button', { name: text('reminders.save') }).click();
  await expect(page.getByText(text('reminders.saved'))).toBeVisible();
});

test('a push service that cannot be reached is said, and asked again', async ({ page, context, own }) => {
  await context.grantPermissions(['notifications'], { origin: own.portal });
  await page.addInitScript(() => {
    PushManager.prototype.subscribe = async () => { throw new DOMException('push service not available', 'AbortError'); };
  });
  await signIn(page, MARIA);
  await page.goto(ACCOUNT);
  await workerAtWork(page);
  const section = browsers(page);
  await section.getByRole('button', { name: text('reminders.browsers.allow') }).click();
  await expect(section.getByText(text('reminders.browsers.failed'))).toBeVisible();
  await expect(section.getByRole('button', { name: text('reminders.browsers.allow') })).toBeEnabled();
});
