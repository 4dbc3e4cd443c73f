// Readings of every meter at the terminal, without paying: all zones and risers, one after the other.
import type { Page } from '@playwright/test';
import { test } from '../fixtures/meters.ts';
import { expect } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';
import { Visitor } from '../fixtures/visitor.ts';

/** Gives a reading of an account and takes its verdict along. */
async function give(page: Page, account: string, house: string, zones: string[], more: number[], used: RegExp[]): Promise<Visitor> {
  const visitor = await Visitor.come(page);
  await visitor.enter(account, house);
  await visitor.choice('choose.reading').tap();
  await expect(page.locator('.drum__zone')).toHaveText(text(`drum.${zones[0]}`));
  await visitor.giveReadings(more);
  // What was typed, by the name of each register, and what it comes to.
  await expect(page.locator('.answers__register h2')).toHaveText(zones.map((zone) => text(`drum.${zone}`)));
  for (const [i, words] of used.entries()) await expect(page.locator('.answers__register').nth(i)).toContainText(words);
  await visitor.send();
  await visitor.sees('verdict.accepted');
  await expect.poll(() => visitor.printed).toBe(1);
  await visitor.press('verdict.done');
  await visitor.sees('attract.title');
  return visitor;
}

test('hot water: the riser in the kitchen, then the one in the bathroom', async ({ page }) => {
  await give(page, '18300000030', '21', ['kitchen', 'bath'], [2, 3], [/2\s*м³/, /3\s*м³/]);
});

test('three zones behind transformers: every zone is asked for, and the difference is multiplied', async ({ page }) => {
  await give(page, '67100000025', '12', ['peak', 'half_peak', 'night'], [4, 3, 1], [/80\s*кВт/, /60\s*кВт/, /20\s*кВт/]);
});

test('a meter that speaks for itself is not typed in; one that was changed counts the old one out', async ({ page, metered }) => {
  const visitor = await give(page, '67100000041', '7', ['single'], [118], [/210\s*кВт/]);
  metered.alter("UPDATE meters SET is_smart = 1 WHERE id = '67100000041-2'");
  await visitor.enter('67100000041', '7');
  await expect(visitor.choice('choose.payment')).toBeVisible();
  await expect(visitor.choice('choose.reading')).toHaveCount(0);
});
