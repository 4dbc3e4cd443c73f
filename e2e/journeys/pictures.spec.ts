// The two pictures of the README. Written only when asked for by SVETLITSA_PICTURES=1, so that a test run changes nothing.
import path from 'node:path';
import { expect, signIn, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';

const DOCS = path.resolve(import.meta.dirname, '../../docs');

test.beforeEach(({}, info) => {
  test.skip(!process.env.SVETLITSA_PICTURES || info.project.name !== 'desktop', 'only when asked for, and once');
});

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
