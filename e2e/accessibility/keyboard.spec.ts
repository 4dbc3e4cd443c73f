// Without a mouse: sign in, give a reading, pay, by Tab, Space and Enter alone, with the focus always to be seen.
import { expect, type Locator, type Page } from '@playwright/test';
import { PASSWORD, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';

/** Goes on by Tab until the focus is there. Each stop on the way must be drawn. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let stops = 0; stops < 60; stops += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
    const undrawn = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return undefined;
      const style = getComputedStyle(element);
      const isDrawn = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
      // A field may have its focus drawn by what surrounds it.
      const frame = element.parentElement && getComputedStyle(element.parentElement);
      const isFramed = frame && ((frame.outlineStyle !== 'none' && parseFloat(frame.outlineWidth) > 0) || frame.boxShadow !== 'none');
      return isDrawn || isFramed ? undefined : `${element.tagName.toLowerCase()}.${element.className}`;
    });
    expect(undrawn, 'the focus cannot be seen').toBeUndefined();
  }
  throw new Error(`not reached by Tab: ${target}`);
}

test('from signing in to the receipt', async ({ page }) => {
  await page.goto('/sign-in');
  await tabTo(page, page.getByLabel(text('sign_in.login'), { exact: true }));
  await page.keyboard.type('67100000025@demo.svetlitsa');
  await tabTo(page, page.getByLabel(text('sign_in.password'), { exact: true }));
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/accounts');

  await page.goto('/accounts/67100000025/readings');
  const overview = await (await page.request.get('/api/v1/accounts/67100000025')).json();
  const drum = page.getByRole('textbox').first();
  await tabTo(page, drum);
  await page.keyboard.type(String(overview.meters[0].registers[0].previous + 150));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: text('readings.result.accepted') })).toBeFocused();
  await tabTo(page, page.getByRole('link', { name: text('readings.result.pay'), exact: true }));
  await page.keyboard.press('Enter');

  const amount = page.getByLabel(text('payments.amount'), { exact: true });
  await tabTo(page, amount);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('0');
  await page.keyboard.press('Enter');
  // The summary has the focus, and its link leads to the field.
  await expect(page.locator('.error-summary')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(amount).toBeFocused();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('14,50');
  await tabTo(page, page.getByRole('radio', { checked: true }));
  await tabTo(page, page.getByRole('button', { name: text('payments.submit'), exact: true }));
  await page.keyboard.press('Enter');

  await page.waitForURL((url) => url.hostname === 'localhost');
  await page.getByRole('button', { name: /^Оплатить/ }).press('Enter');
  await page.waitForURL((url) => url.hostname === '127.0.0.1');
  await expect(page.getByRole('article')).toContainText('14,50');
  await tabTo(page, page.getByRole('button', { name: text('payments.done.print'), exact: true }));
});

test('the first stop of every page leads past its head', async ({ page }) => {
  for (const path of ['/', '/status', '/appeals/new']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: text('shell.skip') });
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/#main$/);
  }
});
