// Readings without a cabinet: account and house, the meters, the verdict; nothing of the person or the past.
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expect, signIn, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';

const ACCOUNT = '67100000058';

async function identify(page: Page, house: string): Promise<void> {
  await page.getByLabel(text('register.account'), { exact: true }).fill(ACCOUNT);
  await page.getByLabel(text('register.house'), { exact: true }).fill(house);
  await page.getByRole('button', { name: text('readings.guest.next') }).click();
}

test('from the first page to a verdict with two identifiers', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('link', { name: text('home.readings') }).click();
  await identify(page, '13');
  await expect(page.getByText(text('errors.account_not_found.title'))).toBeVisible();
  const answer = page.waitForResponse(`**/api/v1/accounts/${ACCOUNT}`);
  await identify(page, '12');
  const overview = await (await answer).json();
  const main = page.getByRole('main');
  await expect(main).toContainText('Т***а В. А.');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  for (const word of ['Тихонова', text('readings.history.title'), text('readings.take_along.title')]) {
    await expect(main).not.toContainText(word);
  }
  // Neither account nor permit stands in the address or is kept for the next one at this computer.
  expect(page.url()).toMatch(/\/readings\?step=meters$/);
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(ACCOUNT);

  // Use and cost are said while one types, as in the cabinet.
  const drums = page.getByRole('textbox');
  for (const [i, { previous }] of overview.meters[0].registers.entries()) {
    await drums.nth(i).fill(String(previous + 100));
  }
  await expect(page.getByRole('status').filter({ hasText: '100' }).first()).toContainText('₽');

  // A permit that has run out asks for account and house again, and loses nothing of what was typed.
  await page.route('**/readings', (route) => route.fulfill({
    status: 401,
    contentType: 'application/problem+json',
    body: JSON.stringify({
      type: 'about:blank', title: 'sign in required', status: 401, code: 'sign_in_required', fields: [], request_id: 'r1',
    }),
  }), { times: 1 });
  await page.getByRole('button', { name: text('readings.submit') }).click();
  await expect(page.getByText(text('readings.guest.over_text'))).toBeVisible();
  await page.getByRole('button', { name: text('readings.guest.next') }).click();
  await expect(drums.first()).toHaveValue(String(overview.meters[0].registers[0].previous + 100));
  await page.getByRole('button', { name: text('readings.submit') }).click();
  await expect(page.getByRole('heading', { name: text('readings.result.accepted') })).toBeVisible();
  await expect(page.getByRole('link', { name: text('readings.result.pay') })).toBeHidden();

  // Back leads to the question, and a reload forgets the permit.
  await page.goBack();
  await expect(page.getByRole('heading', { name: text('readings.guest.title') })).toBeVisible();
  await page.goForward();
  await page.reload();
  await expect(page.getByRole('button', { name: text('readings.guest.next') })).toBeVisible();
});

test('whoever may only give readings is told that sums are not shown, not that nothing is owed', async ({ page, world }) => {
  const { linkOf, linksSoFar, send } = await import('../fixtures/letters.ts');
  const relative = '50200000013@demo.svetlitsa';
  await signIn(page, 'maria@demo.svetlitsa');
  const before = await linksSoFar(world, relative, '/shares/accept');
  const rights = { view: false, submit: true, pay: false };
  await send(page, '/accounts/67100000017/shares', { email: relative, rights });
  const link = await linkOf(world, relative, '/shares/accept', before + 1);
  await page.context().clearCookies();
  await signIn(page, relative);
  await send(page, '/shares/acceptances', { token: link.split('#')[1] });
  await page.goto('/accounts');
  await expect(page.getByRole('main')).toContainText(text('accounts.hidden'));
  await page.goto('/accounts/67100000017');
  await expect(page.getByText(text('accounts.hidden_text'))).toBeVisible();
  await expect(page.getByText(text('accounts.even'), { exact: true })).toBeHidden();
  await expect(page.getByRole('link', { name: text('accounts.submit') })).toBeVisible();

  // Taken back, for the others of this world.
  await page.context().clearCookies();
  await signIn(page, 'maria@demo.svetlitsa');
  const { items } = await (await page.request.get('/api/v1/accounts/67100000017/shares')).json();
  for (const { id } of items as { id: string }[]) {
    const ended = await page.request.delete(`/api/v1/shares/${id}`, { headers: { 'idempotency-key': randomUUID() } });
    expect(ended.status()).toBe(204);
  }
});
