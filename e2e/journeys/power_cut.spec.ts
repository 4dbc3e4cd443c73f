// The power fails between the bank's success and our knowing of it: the payment is credited exactly once all the same.
import { randomUUID } from 'node:crypto';
import { expect, signIn, test as base } from '../fixtures/test.ts';
import { World } from '../fixtures/world.ts';

// A world of its own: its server is killed.
const test = base.extend<{ doomed: World }>({
  doomed: async ({}, use) => {
    const world = await World.start();
    await use(world);
    await world.stop();
  },
  baseURL: async ({ doomed }, use) => use(doomed.portal),
});

const ACCOUNT = '/api/v1/accounts/67100000017';

test('a success that nobody was awake for is credited once', async ({ page, doomed }) => {
  await signIn(page, 'maria@demo.svetlitsa');
  const balance = async () => (await (await page.request.get(ACCOUNT)).json()).account.balance_kopecks as number;
  const owed = await balance();
  const created = await page.request.post('/api/v1/payments', {
    headers: { 'idempotency-key': randomUUID() },
    data: { account: '67100000017', amount_kopecks: 12_345, method: 'bank_card' },
  });
  expect(created.status()).toBe(201);
  const payment = created.headers()['location'] ?? '';
  const state = async () => (await page.request.get(payment)).json();
  await expect.poll(async () => (await state()).state).toBe('waiting');
  const bank: string = (await state()).confirmation_url;
  expect(new URL(bank).hostname).not.toBe(new URL(doomed.portal).hostname);

  await doomed.control({ notifications: { drop: true } });
  await doomed.killServer();
  // The bank's page takes the money; the way back leads to a server that is not there.
  await page.goto(bank);
  await page.getByRole('button', { name: /^Оплатить/ }).click().catch(() => undefined);
  await expect.poll(async () => (await doomed.moneyTaken()).length).toBe(1);

  await doomed.startServer();
  await expect.poll(async () => (await state()).state, { timeout: 20_000 }).toBe('succeeded');
  expect(await balance()).toBe(owed - 12_345);

  // Killed once more and asked again: still once.
  await doomed.killServer();
  await doomed.startServer();
  expect((await state()).state).toBe('succeeded');
  expect(await balance()).toBe(owed - 12_345);
  expect(await doomed.moneyTaken()).toHaveLength(1);
});
