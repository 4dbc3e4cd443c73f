// Every page of the page table, in every state and theme, without a violation. A page without a row fails.
import pages from '../generated/pages.json' with { type: 'json' };
import { expect, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';
import { reflow, scan, violations, wearsAllItNeeds } from './scan.ts';
import { open, STATES } from './states.ts';

test('every page has a row', () => {
  expect(Object.keys(STATES).sort()).toEqual(pages.map((page) => page.name).sort());
});

for (const entry of pages) {
  for (const state of STATES[entry.name] ?? []) {
    test(`${entry.name}, ${state.name}`, async ({ page, world }) => {
      await open(page, world, entry.path, state);
      await wearsAllItNeeds(page, `${entry.name}, ${state.name}`);
      await scan(page, `${entry.name}, ${state.name}`);
      await reflow(page, `${entry.name}, ${state.name}`);
    });
  }
}

test('a device that asks for contrast gets it, unless a theme was chosen', async ({ page }) => {
  const colours = () => page.evaluate(() => {
    const style = getComputedStyle(document.documentElement);
    return ['--surface', '--text', '--action', '--lit', '--focus', '--field-width'].map((name) => style.getPropertyValue(name));
  });
  const wear = (theme?: string) => page.evaluate((name) => {
    if (name) document.documentElement.dataset.theme = name;
    else delete document.documentElement.dataset.theme;
  }, theme);
  await page.goto('/offices');
  await wear('contrast');
  const contrast = await colours();
  await wear('light');
  const light = await colours();
  expect(light).not.toEqual(contrast);
  await page.emulateMedia({ contrast: 'more', colorScheme: 'dark' });
  expect(await colours()).toEqual(light);
  await wear();
  expect(await colours()).toEqual(contrast);
});

test('an unknown address is a real 404 that says so', async ({ page }) => {
  const answer = await page.goto('/nowhere/at/all');
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(text('not_found.page'));
  expect(await violations(page)).toEqual([]);
});
