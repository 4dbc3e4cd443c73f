// Silence: a question with a countdown, then everything typed is forgotten.
import { expect, test } from '../fixtures/test.ts';
import { Visitor } from '../fixtures/visitor.ts';

test.beforeEach(async ({ page }) => page.clock.install());

test('whoever has left is asked for, and forgotten', async ({ page }) => {
  const visitor = await Visitor.come(page);
  await visitor.press('attract.start');
  await visitor.type('6710000');
  await page.evaluate(() => (window.isOldDocument = true));
  await page.clock.runFor(62_000);
  const question = page.getByRole('dialog', { name: visitor.words('idle.title') });
  await expect(question).toBeVisible();
  await expect(question.getByRole('button', { name: visitor.words('idle.stay') })).toBeFocused();
  await page.clock.runFor(25_000);
  await visitor.sees('attract.title');
  await expect.poll(() => page.evaluate(() => window.isOldDocument)).toBeUndefined();
  await visitor.press('attract.start');
  await expect(page.getByLabel(visitor.words('account.label'))).toHaveValue('');
});

test('whoever is still there goes on where they were', async ({ page }) => {
  const visitor = await Visitor.come(page);
  await visitor.press('attract.start');
  await visitor.type('671');
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1_000));
  await page.clock.runFor(61_000);
  await expect(page.getByRole('dialog', { name: visitor.words('idle.title') })).toBeVisible();
  // It counts down before their eyes.
  const left = async () => Number((await page.getByRole('dialog').locator('.lead').innerText()).match(/\d+/)?.[0]);
  const before = await left();
  await page.clock.runFor(3_000);
  await expect.poll(left).toBe(before - 3);
  await page.clock.resume();
  await visitor.press('idle.stay');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByLabel(visitor.words('account.label'))).toHaveValue('671');
});

test('a payment on the screen is not hurried', async ({ page }) => {
  const visitor = await Visitor.come(page);
  await visitor.enter('67100000025', '12');
  await visitor.orderPayment('23');
  await page.clock.runFor(120_000);
  await visitor.sees('paying.title');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});
