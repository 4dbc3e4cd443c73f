// The power fails between the bank's success and our knowing of it: the payment is credited exactly once all the same.
import { randomUUID } from 'node:crypto';
import { expect, signIn, test } from '../fixtures/own.ts';

const ACCOUNT = '/api/v1/accounts/67100000017';

test('a success that nobody was awake for is credited once', async ({ page, own }) => {
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
  expect(new URL(bank).hostname).not.toBe(new URL(own.portal).hostname);

  await own.control({ notifications: { drop: true } });
  await own.killServer();
  // The bank's page takes the money; the way back leads to a server that is not there.
  await page.goto(bank);
  await page.getByRole('button', { name: /^Оплатить/ }).click().catch(() => undefined);
  await expect.poll(async () => (await own.moneyTaken()).length).toBe(1);

  await own.startServer();
  await expect.poll(async () => (await state()).state, { timeout: 20_000 }).toBe('succeeded');
  expect(await balance()).toBe(owed - 12_345);

  // Killed once more and asked again: still once.
  await own.killServer();
  await own.startServer();
  expect((await state()).state).toBe('succeeded');
  expect(await balance()).toBe(owed - 12_345);
  expect(await own.moneyTaken()).toHaveLength(1);
});
