// The whole visit: account and house by the keypad, a masked name, readings, the code on the screen, the slip, nothing left.
import { readCode } from '../fixtures/camera.ts';
import { onPhone } from '../fixtures/phone.ts';
import { expect, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';
import { Visitor } from '../fixtures/visitor.ts';

const ACCOUNT = '67100000017';

test('readings, payment, slip, and nothing is left', async ({ page, context, world }) => {
  const visitor = await Visitor.come(page);
  await page.evaluate(() => (window.isOldDocument = true));
  await visitor.identify(ACCOUNT, '12');

  // The name is not given away to who looks over the shoulder.
  await visitor.sees('confirm.title');
  await expect(page.locator('main')).toContainText('М');
  await expect(page.locator('main')).not.toContainText('Иванова');
  await visitor.press('confirm.yes');

  await visitor.sees('choose.title');
  await visitor.choice('choose.both').tap();
  await visitor.giveReadings([150, 150]);
  await expect(page.getByText(visitor.words('check.now')).first()).toBeVisible();
  await visitor.send();
  await visitor.sees('verdict.accepted');
  await visitor.press('verdict.pay');

  await visitor.sees('amount.title');
  await visitor.choice('amount.other').tap();
  await visitor.type('123,45');
  await visitor.press('other.next');
  await visitor.sees('paying.title');
  const taken = (await world.moneyTaken()).length;
  const code = await readCode(context, visitor.code());
  expect(code).toMatch(/^https:\/\/qr\.nspk\.ru\//);
  await onPhone(context, world, code, 'Оплатить');

  await visitor.sees('receipt.title');
  expect((await world.moneyTaken()).length).toBe(taken + 1);
  const slip = page.getByRole('article');
  await expect(slip).toContainText('123,45');
  await expect(slip).toContainText(ACCOUNT);
  await expect(slip).toContainText('K-0001');
  await expect(slip).toContainText(text('receipts.transfer_credited'));
  await expect(slip).not.toContainText('Иванова');
  // What was paid, and the code of it, are seen without scrolling.
  const sum = page.locator('.taken__sum');
  await expect(sum).toContainText('123,45');
  await expect(sum).toContainText(((await slip.locator('.slip__code').textContent()) ?? 'no code').trim());
  await expect(sum).toBeInViewport({ ratio: 1 });
  const proof = await readCode(context, page.getByRole('img', { name: visitor.words('receipt.qr') }));
  expect(proof).toMatch(new RegExp(`^${world.portal}/r/[0-9A-Z-]+$`));
  await expect.poll(() => visitor.printed).toBe(1);
  // What is printed again says above and below that it is a copy.
  await expect(slip.getByText(text('receipts.copy'), { exact: true })).toHaveCount(0);
  await visitor.press('receipt.again');
  await expect.poll(() => visitor.printed).toBe(2);
  await expect(slip.getByText(text('receipts.copy'), { exact: true })).toHaveCount(2);

  await expect(page.getByText(visitor.words('receipt.taken'))).toBeVisible();
  const secrets = [ACCOUNT, '6710\u20090000\u2009017', '123,45', proof.split('/r/')[1] ?? ''];
  await visitor.press('receipt.done');
  await visitor.sees('attract.title');
  await expect.poll(() => page.evaluate(() => window.isOldDocument)).toBeUndefined();
  await visitor.sees('attract.title');
  const left = await page.evaluate(async () => ({
    text: document.documentElement.outerHTML,
    storages: localStorage.length + sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    history: history.length,
    cookies: document.cookie,
  }));
  for (const secret of secrets) expect(left.text).not.toContain(secret);
  expect(left).toMatchObject({ storages: 0, databases: 0, caches: 0, history: 2, cookies: '' });

  // What the terminal gave away holds: anyone may check it.
  await page.goto(proof);
  await expect(page.getByText(text('receipts.check.true_title'))).toBeVisible();
});

test('readings without a payment are printed too', async ({ page }) => {
  const visitor = await Visitor.come(page);
  await visitor.enter(ACCOUNT, '12');
  await visitor.choice('choose.reading').tap();
  await visitor.giveReadings([150, 150]);
  await visitor.send();
  await visitor.sees('verdict.accepted');
  await expect.poll(() => visitor.printed).toBe(1);
  await visitor.press('receipt.again');
  await expect.poll(() => visitor.printed).toBe(2);

  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('article')).toContainText(ACCOUNT);
  await expect(page.getByRole('article')).toContainText('K-0001');
  await expect(page.getByRole('button').first()).toBeHidden();
  await expect(page.locator('.seal')).toBeHidden();
  await page.emulateMedia({ media: 'screen' });
  await visitor.press('verdict.done');
  await visitor.sees('attract.title');
});

test('the slip fits the roll', async ({ page, context, world }) => {
  const visitor = await Visitor.come(page);
  await visitor.enter('67100000033', '5');
  await visitor.orderPayment('21');
  await onPhone(context, world, await readCode(context, visitor.code()), 'Оплатить');
  await visitor.sees('receipt.title');

  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const sheets = [...pdf.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)];
  expect(sheets, 'one piece of paper').toHaveLength(1);
  const millimetres = Number(sheets[0]?.[1]) * (25.4 / 72);
  expect(Math.abs(millimetres - 80), `the paper is ${millimetres} mm wide`).toBeLessThan(0.5);

  await page.emulateMedia({ media: 'print' });
  const slip = await page.getByRole('article').boundingBox();
  expect(slip?.width ?? 1_000).toBeLessThanOrEqual((72 * 96) / 25.4 + 1);
  await expect(page.getByRole('navigation')).toBeHidden();
  await expect(visitor.button('receipt.done')).toBeHidden();
});

test('a bill held to the scanner leads straight to the account', async ({ page }) => {
  const visitor = await Visitor.come(page);
  await page.keyboard.type(
    'ST00012|Name=АО «Пример»|PersonalAcc=40702810938000012345|BankName=БАНК|BIC=044525225'
      + '|CorrespAcc=30101810400000000225|Sum=184055|PersAcc=67100000033',
  );
  await page.keyboard.press('Enter');
  await visitor.sees('confirm.title');
  await visitor.press('confirm.yes');
  await visitor.choice('choose.payment').tap();
  // The sum of the bill is offered.
  await expect(visitor.choice('amount.bill')).toContainText('1\u2009840,55');
});

test('a landscape screen holds the way to the code as well', async ({ page }) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  const visitor = await Visitor.come(page);
  await visitor.enter('67100000033', '5');
  await visitor.orderPayment('22');
  await expect(visitor.code()).toBeInViewport({ ratio: 1 });
  const overflow = await page.evaluate(() => ({
    across: document.documentElement.scrollWidth - window.innerWidth,
    down: document.documentElement.scrollHeight - window.innerHeight,
  }));
  expect(overflow.across).toBeLessThanOrEqual(0);
  expect(overflow.down).toBeLessThanOrEqual(0);
});
