// The whole way in English finds no Cyrillic outside data.
import { expect, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';

const words = (key: string) => text(key, {}, 'en');

test('from the home page to the payment', async ({ page }) => {
  await page.goto('/');
  await page.locator('summary').filter({ hasText: text('shell.nav_appearance') }).click();
  await page.getByRole('button', { name: 'English', exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  const noCyrillic = async (pageName: string) => {
    const found = await page.evaluate(() => {
      // Data: names, addresses, legal entities. Everything else must be English.
      const skip = '[data-from="data"], [lang="ru"]';
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const found: string[] = [];
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement;
        if (!element || element.closest(skip) || element.closest('script, style, noscript')) continue;
        if (/[а-яё]/i.test(node.textContent ?? '')) found.push(node.textContent ?? '');
      }
      return found;
    });
    expect(found, `Cyrillic on ${pageName}`).toEqual([]);
  };
  await noCyrillic('home');
  await page.goto('/sign-in');
  await expect(page.getByLabel(words('sign_in.login'), { exact: true })).toBeVisible();
  await noCyrillic('sign-in');
  await page.getByLabel(words('sign_in.login'), { exact: true }).fill('maria@demo.svetlitsa');
  await page.getByLabel(words('sign_in.password'), { exact: true }).fill('svetlitsa-demo');
  await page.getByRole('button', { name: words('sign_in.submit') }).click();
  await page.waitForURL('**/accounts');
  for (const path of [
    '/accounts', '/accounts/67100000017', '/accounts/67100000017/readings', '/accounts/67100000017/pay', '/appeals/new',
    '/status', '/r', '/appeals', '/applications', '/offices', '/nowhere',
  ]) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    await noCyrillic(path);
  }
});
