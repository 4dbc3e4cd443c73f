// What needs no account at the terminal: the board of outages, and "call me back", which is answered on the desk and
// looked up on the site.
import { readCode } from '../fixtures/camera.ts';
import { expect, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';
import { Visitor } from '../fixtures/visitor.ts';

const PHONE = '89151234567';

test('a visitor without an account asks to be called, and follows it on the site', async ({ page, context, world }) => {
  const visitor = await Visitor.come(page);
  await visitor.press('attract.call_back');
  await visitor.sees('call_back.title');
  await visitor.choice('call_back.contract').tap();
  await visitor.sees('call_back.phone_title');
  await visitor.press('call_back.send');
  await expect(page.getByText(visitor.words('call_back.missing'))).toBeVisible();
  await visitor.type('915');
  await visitor.press('call_back.send');
  await expect(page.getByText(visitor.words('call_back.wrong'))).toBeVisible();
  await page.getByRole('button', { name: visitor.words('keypad.clear') }).tap();
  await visitor.type(PHONE);
  await expect(page.getByLabel(visitor.words('call_back.label'))).toHaveValue('8\u2009915\u2009123\u200945\u200967');
  await visitor.press('call_back.send');

  await visitor.sees('called.title');
  const number = (await page.locator('.taken__sum .slip__code').innerText()).trim();
  expect(number).toMatch(/^A-\d{4}-\d{6}$/);
  await expect(page.locator('main')).not.toContainText('915123');
  await expect.poll(() => visitor.printed).toBe(1);
  await page.emulateMedia({ media: 'print' });
  const slip = page.getByRole('article');
  await expect(slip).toContainText(number);
  await expect(slip).toContainText('K-0001');
  await page.emulateMedia({ media: 'screen' });
  const url = await readCode(context, page.getByRole('img', { name: visitor.words('called.qr') }).first());
  await visitor.press('verdict.done');
  await visitor.sees('attract.title');

  // The code on the paper leads to where it is followed, by its number and the telephone.
  expect(new URL(url).pathname).toBe('/status');
  await page.goto(`${world.portal}/status`);
  await page.getByLabel(text('status.number')).fill(number);
  await page.getByLabel(text('status.contact')).fill(PHONE);
  await page.getByRole('button', { name: text('status.submit') }).tap();
  await expect(page.getByText(visitor.words('call_back.contract'), { exact: false }).first()).toBeVisible();
});

test('a question about an account is asked from it, and leads back to it', async ({ page }) => {
  const visitor = await Visitor.come(page);
  await visitor.enter('67100000033', '5');
  await visitor.choice('choose.call_back').tap();
  await visitor.choice('call_back.money').tap();
  await visitor.type('9151234567');
  await visitor.press('bar.back');
  await visitor.sees('call_back.title');
  await visitor.choice('call_back.meter').tap();
  await visitor.type('9151234567');
  await visitor.press('call_back.send');
  await visitor.sees('called.title');
  await visitor.press('verdict.another');
  await visitor.sees('choose.title');
});

test('the board of outages, leafed through and left', async ({ page }) => {
  const visitor = await Visitor.come(page);
  await visitor.press('attract.outages');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(text('outages.title'));
  await expect(page.getByRole('article').first()).toBeVisible();
  const more = visitor.button('outages.more');
  for (let pages = 0; pages < 20 && (await more.isVisible()); pages += 1) {
    const first = await page.getByRole('article').first().innerText();
    await more.tap();
    await expect(page.getByRole('article').first()).not.toHaveText(first);
  }
  await visitor.press('outages.done');
  await visitor.sees('attract.title');
});
