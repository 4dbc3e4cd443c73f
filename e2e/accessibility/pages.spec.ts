// Every page of the page table, in every state and theme, without a violation. A page without a row fails.
import { AxeBuilder } from '@axe-core/playwright';
import pages from '../generated/pages.json' with { type: 'json' };
import { expect, signIn, signInStaff, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';
import { reflow, scan, settle, wearsAllItNeeds } from './scan.ts';
import { address, STATES } from './states.ts';

test('every page has a row', () => {
  expect(Object.keys(STATES).sort()).toEqual(pages.map((page) => page.name).sort());
});

for (const entry of pages) {
  for (const state of STATES[entry.name] ?? []) {
    test(`${entry.name}, ${state.name}`, async ({ page, world }) => {
      if (state.login === 'operator') await signInStaff(page, 'operator@demo.svetlitsa');
      else if (state.login) await signIn(page, state.login);
      await page.goto(await address(page, state, entry.path));
      if (state.prepare) {
        await settle(page);
        await state.prepare(page, world);
      }
      await settle(page);
      await wearsAllItNeeds(page, `${entry.name}, ${state.name}`);
      await scan(page, `${entry.name}, ${state.name}`);
      await reflow(page, `${entry.name}, ${state.name}`);
    });
  }
}

test('an unknown address is a real 404 that says so', async ({ page }) => {
  const answer = await page.goto('/nowhere/at/all');
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(text('not_found.page'));
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
});
