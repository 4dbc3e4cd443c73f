// Every state of every page, to be looked at: in two phones' widths, on a desk, in the dark, in contrast, in English.
// Written to `test-results/tour/`; run like the README's pictures.
import path from 'node:path';
import pages from '../generated/pages.json' with { type: 'json' };
import { open, STATES } from '../accessibility/states.ts';
import { settle } from '../accessibility/scan.ts';
import { onPhone } from '../fixtures/phone.ts';
import { readCode } from '../fixtures/camera.ts';
import { expect, test } from '../fixtures/test.ts';
import { Visitor } from '../fixtures/visitor.ts';
import type { Page } from '@playwright/test';

const TOUR = path.resolve(import.meta.dirname, '../test-results/tour');
const LOOKS = [
  { name: 'desk', width: 1280, theme: 'light' },
  { name: 'desk-dark', width: 1280, theme: 'dark' },
  { name: 'phone', width: 390, theme: 'light' },
  { name: 'phone-small', width: 320, theme: 'contrast' },
] as const;

async function shoot(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.screenshot({ path: path.join(TOUR, `${name}.png`), fullPage: true, animations: 'disabled' });
}

for (const entry of pages) {
  for (const state of STATES[entry.name] ?? []) {
    test(`${entry.name}, ${state.name}`, async ({ page, world }) => {
      await open(page, world, entry.path, state);
      const name = `${entry.name}-${state.name.replaceAll(' ', '_')}`;
      for (const look of LOOKS) {
        await page.setViewportSize({ width: look.width, height: 900 });
        await page.evaluate((theme) => (document.documentElement.dataset.theme = theme), look.theme);
        await shoot(page, `${name}-${look.name}`);
      }
      await page.setViewportSize({ width: 390, height: 900 });
      await page.evaluate(() => (document.documentElement.dataset.theme = 'light'));
      await page.evaluate(() => localStorage.setItem('svetlitsa.lang', 'en'));
      if (!state.prepare) {
        await page.reload();
        await settle(page);
        await shoot(page, `${name}-english`);
      }
    });
  }
}

for (const [turn, width, height] of [['upright', 1080, 1920], ['lying', 1920, 1080]] as const) {
  test(`the terminal, ${turn}`, async ({ browser, world }) => {
    test.slow();
    const context = await browser.newContext({ viewport: { width, height }, hasTouch: true, baseURL: world.portal });
    const page = await context.newPage();
    const visitor = await Visitor.come(page);
    let count = 0;
    const step = async (name: string) => {
      count += 1;
      await shoot(page, `kiosk-${turn}-${String(count).padStart(2, '0')}-${name}`);
    };
    await step('attract');
    await visitor.press('attract.start');
    await step('account');
    await visitor.type('67100000017');
    await visitor.press('account.next');
    await visitor.sees('house.title');
    await step('house');
    await visitor.type('12');
    await visitor.press('house.next');
    await visitor.sees('confirm.title');
    await step('confirm');
    await visitor.press('confirm.yes');
    await visitor.sees('choose.title');
    await step('choose');
    await visitor.choice('choose.reading').tap();
    await visitor.giveReadings([150, 150], (now) => step(`reading-${now}`));
    await expect(page.getByText(visitor.words('check.now')).first()).toBeVisible();
    await step('check');
    await visitor.send();
    await visitor.sees('verdict.accepted');
    await step('verdict');
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 272, height: 900 });
    await step('verdict-paper');
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ media: 'screen' });
    await visitor.press('verdict.another');
    await visitor.sees('choose.title');
    await visitor.choice('choose.payment').tap();
    await visitor.sees('amount.title');
    await step('amount');
    await visitor.choice('amount.other').tap();
    await visitor.type('45');
    await step('other');
    await visitor.press('other.next');
    await visitor.sees('paying.title');
    await step('paying');
    await onPhone(context, world, await readCode(context, visitor.code()), 'Оплатить');
    await visitor.sees('receipt.title');
    await step('receipt');
    await page.evaluate(() => (document.documentElement.dataset.theme = 'contrast'));
    await step('receipt-contrast');
    await page.evaluate(() => (document.documentElement.dataset.theme = 'dark'));
    await step('receipt-dark');
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 272, height: 900 });
    await step('receipt-paper');
    await context.close();
  });
}
