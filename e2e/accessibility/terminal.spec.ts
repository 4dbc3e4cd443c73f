// The terminal's screens in every theme, upright and lying.
import { onPhone } from '../fixtures/phone.ts';
import { readCode } from '../fixtures/camera.ts';
import { expect, test } from '../fixtures/test.ts';
import { Visitor } from '../fixtures/visitor.ts';
import { scan } from './scan.ts';

test.use({ viewport: { width: 1080, height: 1920 }, hasTouch: true });

test('every screen of a visit', async ({ page, context, world }) => {
  test.slow();
  const visitor = await Visitor.come(page);
  await scan(page, 'attract');
  await visitor.press('attract.outages');
  await expect(page.getByRole('article').first()).toBeVisible();
  await scan(page, 'outages');
  await visitor.press('bar.back');
  await visitor.sees('attract.title');
  await visitor.press('attract.call_back');
  await visitor.sees('call_back.title');
  await scan(page, 'topic');
  await visitor.choice('call_back.money').tap();
  await visitor.press('call_back.send');
  await expect(page.getByText(visitor.words('call_back.missing'))).toBeVisible();
  await scan(page, 'phone, missing');
  await visitor.type('9151234567');
  await visitor.press('call_back.send');
  await visitor.sees('called.title');
  await scan(page, 'called');
  await visitor.press('verdict.done');
  await visitor.sees('attract.title');
  await visitor.press('attract.start');
  await visitor.press('account.next');
  await expect(page.getByText(visitor.words('account.missing'))).toBeVisible();
  await scan(page, 'account, missing');
  await visitor.type('67100000033');
  await visitor.press('account.next');
  await visitor.sees('house.title');
  await scan(page, 'house');
  await visitor.type('5');
  await visitor.press('house.next');
  await visitor.sees('confirm.title');
  await scan(page, 'confirm');
  await visitor.press('bar.help');
  await scan(page, 'help');
  await visitor.press('help.close');
  await visitor.press('confirm.yes');
  await visitor.sees('choose.title');
  await scan(page, 'choose');
  await visitor.choice('choose.reading').tap();
  await visitor.sees('reading.title');
  await scan(page, 'reading');
  await visitor.press('bar.back');
  await visitor.orderPayment('25');
  await scan(page, 'paying');
  await onPhone(context, world, await readCode(context, visitor.code()), 'Оплатить');
  await visitor.sees('receipt.title');
  await scan(page, 'receipt');
});

test('letters as large as they get still leave everything within reach', async ({ page }) => {
  const visitor = await Visitor.come(page);
  await visitor.press('bar.text');
  await visitor.press('bar.text');
  await expect(visitor.button('bar.text_back')).toBeVisible();
  await visitor.enter('67100000033', '5');
  for (const key of ['choose.reading', 'choose.payment', 'choose.both']) {
    await visitor.choice(key).scrollIntoViewIfNeeded();
    await expect(visitor.choice(key)).toBeInViewport({ ratio: 1 });
  }
  const across = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(across).toBeLessThanOrEqual(0);
});
