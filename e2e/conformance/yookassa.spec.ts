// A TypeScript client that others wrote reads every answer: its types are the protocol as they know it.
import { expect, test as base } from '@playwright/test';
import { CurrencyEnum, parseNotification, parsePaymentNotification, YooKassa, YooKassaErr, type Payments } from '@webzaytsev/yookassa-ts-sdk';
import { Sandbox } from './sandbox.ts';

type Client = ReturnType<typeof YooKassa>;

const roubles = (value: string) => ({ value, currency: CurrencyEnum.RUB });

const test = base.extend<{ client: Client }, { sandbox: Sandbox }>({
  sandbox: [
    async ({}, use) => {
      const sandbox = await Sandbox.start();
      await use(sandbox);
      await sandbox.stop();
    },
    { scope: 'worker' },
  ],
  client: async ({ sandbox }, use) => use(connect(sandbox, 'test_svetlitsa')),
});

function connect(sandbox: Sandbox, key: string, retries = 0): Client {
  const settings = { shop_id: '100500', secret_key: key, endpoint: `${sandbox.url}/v3`, maxRPS: 1000, retries };
  return YooKassa(settings, true);
}

function card(sandbox: Sandbox, more: Partial<Payments.CreatePaymentRequest> = {}): Payments.CreatePaymentRequest {
  return {
    amount: roubles('1500.00'),
    capture: true,
    description: 'Электроэнергия, лицевой счёт 67100000017',
    metadata: { payment_id: '7' },
    payment_method_data: { type: 'bank_card' },
    confirmation: { type: 'redirect', return_url: `${sandbox.shop}/back` },
    ...more,
  };
}

/** A payment that its payer has let through at the bank. */
async function paid(sandbox: Sandbox, client: Client, more: Partial<Payments.CreatePaymentRequest> = {}) {
  const payment = await client.payments.create(card(sandbox, more));
  await sandbox.press(`/bank/${payment.id}`, { action: 'pay' });
  return client.payments.load(payment.id);
}

/** The refusal that an action meets. */
async function refusal(action: Promise<unknown>): Promise<YooKassaErr> {
  const error = await action.then(() => undefined, (reason: unknown) => reason);
  expect(error).toBeInstanceOf(YooKassaErr);
  return error as YooKassaErr;
}

test('a card payment is created, found and paid, and its key makes no second one', async ({ sandbox, client }) => {
  const payment = await client.payments.create(card(sandbox), 'ts-once');
  expect(payment).toMatchObject({ status: 'pending', paid: false, test: true, amount: roubles('1500.00') });
  expect(payment.confirmation).toMatchObject({ type: 'redirect' });
  expect((payment.confirmation as { confirmation_url: string }).confirmation_url).toContain(`/bank/${payment.id}`);
  expect(await client.payments.load(payment.id)).toEqual(payment);
  await sandbox.press(`/bank/${payment.id}`, { action: 'pay' });
  expect(await client.payments.create(card(sandbox), 'ts-once')).toEqual(payment);
  const end = await client.payments.load(payment.id);
  expect(end).toMatchObject({ status: 'succeeded', paid: true, refundable: true, metadata: { payment_id: '7' } });
  expect(end.payment_method).toMatchObject({ type: 'bank_card', card: { last4: '0004' } });
  expect(end.authorization_details?.rrn).toMatch(/^\d{12}$/);
  expect(await sandbox.book(payment.id)).toMatchObject({ amount: '1500.00' });
  await refusal(client.payments.create(card(sandbox, { amount: roubles('1500.01') }), 'ts-once'));
});

test('a code of the fast payments system is shown and paid by phone', async ({ sandbox, client }) => {
  const sbp = { payment_method_data: { type: 'sbp' as const }, confirmation: { type: 'qr' } as Payments.CreatePaymentRequest['confirmation'] };
  const payment = await client.payments.create(card(sandbox, { ...sbp, amount: roubles('12.30') }));
  expect((payment.confirmation as { confirmation_data: string }).confirmation_data).toMatch(/^https:\/\/qr\.nspk\.ru\/AD.*sum=1230&cur=RUB&crc=[0-9A-F]{4}$/);
  await sandbox.press(`/phone/${payment.id}`, { action: 'pay' });
  const end = await client.payments.load(payment.id);
  expect(end.status).toBe('succeeded');
  expect(end.payment_method).toMatchObject({ type: 'sbp', sbp_operation_id: expect.stringMatching(/^[0-9A-F]{32}$/i) });
});

test('held money is taken in part or let go', async ({ sandbox, client }) => {
  const held = await paid(sandbox, client, { capture: false });
  expect(held.status).toBe('waiting_for_capture');
  const taken = await client.payments.capture(held.id, { amount: roubles('1000.00') });
  expect(taken).toMatchObject({ status: 'succeeded', amount: roubles('1000.00') });
  const other = await paid(sandbox, client, { capture: false });
  const released = await client.payments.cancel(other.id);
  expect(released).toMatchObject({ status: 'canceled', cancellation_details: { party: 'merchant', reason: 'canceled_by_merchant' } });
  expect(await sandbox.book(other.id)).toBeUndefined();
  await refusal(client.payments.cancel(held.id));
});

test('a payment that the bank declined names its reason', async ({ sandbox, client }) => {
  const payment = await client.payments.create(card(sandbox));
  await sandbox.press(`/bank/${payment.id}`, { action: 'decline', reason: 'insufficient_funds' });
  expect(await client.payments.load(payment.id)).toMatchObject({
    status: 'canceled', paid: false,
    cancellation_details: { party: 'payment_network', reason: 'insufficient_funds' },
  });
});

test('refunds add up to the payment and no further', async ({ sandbox, client }) => {
  const payment = await paid(sandbox, client);
  const refund = (value: string) => client.refunds.create({ payment_id: payment.id, amount: roubles(value) });
  const part = await refund('400.00');
  expect(part).toMatchObject({ status: 'succeeded', payment_id: payment.id });
  expect(await client.refunds.load(part.id)).toEqual(part);
  await refusal(refund('1100.01'));
  const rest = await refund('1100.00');
  expect((await client.refunds.list({ payment_id: payment.id })).map((one) => one.id)).toEqual([rest.id, part.id]);
  expect(await client.payments.load(payment.id)).toMatchObject({ refundable: false, refunded_amount: roubles('1500.00') });
  expect(await sandbox.book(payment.id)).toMatchObject({ refunded: '1500.00' });
});

test('a list is read to its last page', async ({ sandbox, client }) => {
  const made = [];
  for (let number = 0; number < 3; number += 1) made.push((await paid(sandbox, client)).id);
  // The client follows the cursor by itself, a payment a page; the newest come first.
  const found = await client.payments.list({ status: 'succeeded', limit: 1 });
  expect(found.slice(0, 3).map((one) => one.id).reverse()).toEqual(made);
  expect(new Set(found.map((one) => one.id)).size).toBe(found.length);
});

test('a fiscal receipt is registered with its payment and found by it', async ({ sandbox, client }) => {
  const payment = await paid(sandbox, client, {
    receipt: {
      customer: { email: 'maria@demo.svetlitsa' },
      items: [{
        description: 'Электроэнергия', quantity: 1, amount: roubles('1500.00'), vat_code: 11,
        payment_mode: 'full_payment', payment_subject: 'commodity',
      }],
    },
  });
  expect(payment.receipt_registration).toBe('succeeded');
  // The client's type of a receipt is the word of its kind; what it reads is the receipt.
  const receipts = (await client.receipts.list({ payment_id: payment.id })) as unknown as { id: string }[];
  expect(receipts).toEqual([
    expect.objectContaining({
      type: 'payment', status: 'succeeded', payment_id: payment.id, fiscal_document_number: expect.stringMatching(/^\d+$/),
    }),
  ]);
  expect(await client.receipts.load(receipts[0]?.id ?? '')).toEqual(receipts[0]);
});

test('after an unknown outcome the client asks again with its key and pays once', async ({ sandbox }) => {
  const patient = connect(sandbox, 'test_svetlitsa', 1);
  await sandbox.control({ acquirer: '500' });
  const asked = patient.payments.create(card(sandbox, { amount: roubles('77.00') }), 'ts-again');
  await new Promise((resolve) => setTimeout(resolve, 300));
  await sandbox.control({ acquirer: 'up' });
  const payment = await asked;
  expect(payment.status).toBe('pending');
  const all = await patient.payments.list({ limit: 100 });
  expect(all.filter((one) => one.amount.value === '77.00').map((one) => one.id)).toEqual([payment.id]);
});

test('a wrong key and an unknown payment are refused', async ({ sandbox, client }) => {
  expect((await refusal(connect(sandbox, 'test_wrong').payments.create(card(sandbox)))).message).toBeTruthy();
  expect((await refusal(client.payments.load('00000000-0000-0000-0000-000000000000'))).message).toBeTruthy();
});

test('its reader takes every notification', async ({ sandbox, client }) => {
  const payment = await paid(sandbox, client);
  const refund = await client.refunds.create({ payment_id: payment.id, amount: roubles('1.00') });
  const about = (id: string) => sandbox.notifications.map(parseNotification).find((one) => one.object.id === id);
  await expect.poll(() => about(refund.id)?.event).toBe('refund.succeeded');
  await expect.poll(() => about(payment.id)?.event).toBe('payment.succeeded');
  expect(parsePaymentNotification(about(payment.id)).object).toEqual(payment);
});
