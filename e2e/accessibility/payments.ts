// Payments made ready for the scan, as far as each state needs.
import { randomUUID } from 'node:crypto';
import { expect, type Page } from '@playwright/test';

export async function pay(page: Page, method: string): Promise<string> {
  const reply = await page.request.post('/api/v1/payments', {
    headers: { 'idempotency-key': randomUUID() },
    data: { account: '67100000017', amount_kopecks: 10_000, method },
  });
  return (await reply.json()).id as string;
}

/** A payment that has come as far as its link. */
export async function waiting(page: Page): Promise<{ id: string; bank: string }> {
  const id = await pay(page, 'bank_card');
  const view = async () => (await page.request.get(`/api/v1/payments/${id}`)).json();
  await expect.poll(async () => (await view()).state).toBe('waiting');
  return { id, bank: (await view()).confirmation_url as string };
}

/** A payment with its receipt on the screen. */
export async function paid(page: Page): Promise<string> {
  const { id, bank } = await waiting(page);
  await page.goto(bank);
  await page.getByRole('button', { name: /^Оплатить/ }).click();
  await page.waitForURL(`**/payments/${id}`);
  await expect(page.getByRole('article').first()).toBeVisible();
  return id;
}

/** A payment that the bank refused, on the screen. */
export async function declined(page: Page): Promise<void> {
  const { id, bank } = await waiting(page);
  await page.goto(bank);
  await page.getByRole('button', { name: 'Отказать', exact: true }).click();
  await page.waitForURL(`**/payments/${id}`);
}
