// One scan for everything: axe in each theme, 320 px, letters of twice the size.
import axe from 'axe-core';
import { expect, type Page } from '@playwright/test';

const THEMES = ['light', 'dark', 'contrast'] as const;

/** Waits until the page shows what it has to show. */
export async function settle(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

/** Waits until a change of theme or size has been drawn: colours at rest, widths in `vw` of the new window. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await frame();
    const passing = document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.all(passing.map((one) => one.finished.catch(() => undefined)));
    await frame();
  });
}

/** What depends on colours; everything else is the same in every theme. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/** What axe finds in the page as it stands; of all its rules, or of some. No page here has frames. */
export async function violations(page: Page, rules?: string[]): Promise<string[]> {
  // Once in a document: half a megabyte that has to be read each time would be most of a scan.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(async (rules) => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const found = await axe.run(document, {
      resultTypes: ['violations'],
      ...(rules ? { runOnly: { type: 'rule' as const, values: rules } } : {}),
    });
    return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(' | ')}`);
  }, rules);
}

/** No violation in any theme. */
export async function scan(page: Page, what: string): Promise<void> {
  for (const theme of THEMES) {
    await page.evaluate((name) => (document.documentElement.dataset.theme = name), theme);
    await drawn(page);
    expect(await violations(page, theme === 'light' ? undefined : OF_COLOURS), `${what}, ${theme}`).toEqual([]);
  }
  await page.evaluate(() => delete document.documentElement.dataset.theme);
}

/** While the later styles are not in the page, nothing in it wants one of their rules. */
export async function wearsAllItNeeds(page: Page, what: string): Promise<void> {
  const missed = await page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>('link#later');
    if (!link?.disabled) return [];
    const sheet = new CSSStyleSheet();
    await sheet.replace(await (await fetch(link.href)).text());
    const selectors = (rules: CSSRuleList): string[] =>
      [...rules].flatMap((rule) => {
        if (rule instanceof CSSStyleRule) return [rule.selectorText];
        return rule instanceof CSSGroupingRule ? selectors(rule.cssRules) : [];
      });
    const all = selectors(sheet.cssRules);
    if (all.length === 0) return ['the later styles are empty'];
    return all.filter((selector) => document.querySelector(selector.replace(/::[a-z-]+(\([^)]*\))?/g, '')));
  });
  expect(missed, `${what}: rules that should be in the page`).toEqual([]);
}

/** What makes the page wider than its window. */
async function sticksOut(page: Page): Promise<string[]> {
  await drawn(page);
  return page.evaluate(() => {
    if (document.documentElement.scrollWidth <= window.innerWidth) return [];
    const seen = [...document.body.querySelectorAll('*')].filter((e) => e.checkVisibility());
    const wide = seen.filter((e) => e.getBoundingClientRect().right > window.innerWidth + 0.5);
    return wide.slice(0, 5).map((e) => `${e.tagName.toLowerCase()}.${e.className}`).concat('the page is too wide');
  });
}

/** Nothing sticks out sideways: at 320 px, and with letters of twice the size (WCAG 1.4.10, 1.4.4). */
export async function reflow(page: Page, what: string): Promise<void> {
  const size = page.viewportSize() ?? { width: 1280, height: 900 };
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await sticksOut(page), `${what} at 320 px`).toEqual([]);
  await page.setViewportSize(size);
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
  expect(await sticksOut(page), `${what} with letters of twice the size`).toEqual([]);
  await page.evaluate(() => (document.documentElement.style.fontSize = ''));
}
