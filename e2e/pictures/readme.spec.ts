// The two pictures of the README. A project of its own, so that a test run changes nothing in the tree:
// `SVETLITSA_PICTURES=1 npx playwright test --project pictures` writes them.
import path from 'node:path';
import { expect, signIn, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';

const DOCS = path.resolve(import.meta.dirname, '../../docs');

test('the account', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 880 });
  await signIn(page, 'maria@demo.svetlitsa');
  await page.goto('/accounts/67100000017');
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.screenshot({ path: path.join(DOCS, 'portal.png'), animations: 'disabled' });
});

test('the terminal', async ({ page }) => {
  await page.setViewportSize({ width: 1080, height: 1920 });
  await page.goto('/kiosk/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(text('kiosk.attract.title'));
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.screenshot({ path: path.join(DOCS, 'kiosk.png'), animations: 'disabled' });
});
