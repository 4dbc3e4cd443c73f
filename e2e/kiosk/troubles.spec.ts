// What goes wrong at the terminal: each time a plain sentence with a way out, and nothing typed is lost.
import { readCode } from '../fixtures/camera.ts';
import { onPhone } from '../fixtures/phone.ts';
import { expect, test } from '../fixtures/troubled.ts';
import { text } from '../fixtures/texts.ts';
import { Visitor } from '../fixtures/visitor.ts';

test('an account that does not exist, or is in another house', async ({ page }) => {
  const visitor = await Visitor.come(page);
  await visitor.press('attract.start');
  await visitor.press('account.next');
  await expect(page.getByText(visitor.words('account.missing'))).toBeVisible();
  await visitor.type('6710');
  await visitor.press('account.next');
  await expect(page.getByText(visitor.words('account.wrong'))).toBeVisible();
  await visitor.type('0000017');
  await visitor.press('account.next');
  await visitor.type('5');
  await visitor.press('house.next');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(text('errors.account_not_found.title'));
  // Corrected, not typed anew.
  await visitor.press('trouble.correct');
  await visitor.sees('house.title');
  await page.getByRole('button', { name: visitor.words('keypad.clear') }).tap();
  await visitor.type('12');
  await visitor.press('house.next');
  await visitor.sees('confirm.title');
});

test('declined on the telephone: nothing charged, and once more', async ({ page, context, troubled }) => {
  const visitor = await Visitor.come(page);
  await visitor.enter('67100000017', '12');
  await visitor.orderPayment('31');
  await onPhone(context, troubled, await readCode(context, visitor.code()), 'Отказаться');
  await visitor.sees('failed.declined');
  const taken = (await troubled.moneyTaken()).length;
  await visitor.press('failed.again');
  await visitor.sees('paying.title');
  await onPhone(context, troubled, await readCode(context, visitor.code()), 'Оплатить');
  await visitor.sees('receipt.title');
  expect((await troubled.moneyTaken()).length).toBe(taken + 1);
});

test('left before paying: asked first, then gone without a trace', async ({ page }) => {
  const visitor = await Visitor.come(page);
  await visitor.enter('67100000017', '12');
  await visitor.orderPayment('32');
  await visitor.press('bar.back');
  await expect(page.getByRole('dialog', { name: visitor.words('leave.title') })).toBeVisible();
  await visitor.press('leave.stay');
  await visitor.sees('paying.title');
  await visitor.press('bar.finish');
  await visitor.press('leave.go');
  await visitor.sees('attract.title');
});

test('the server goes away in the middle of a reading', async ({ page, troubled }) => {
  const visitor = await Visitor.come(page);
  await visitor.enter('67100000025', '12');
  await visitor.choice('choose.reading').tap();
  const previous = (await page.locator('.drum__previous').innerText()).match(/[\d\s\u2009\u00a0]{4,}/)?.[0] ?? '';
  const value = String(Number(previous.replace(/\D/g, '')) + 140);
  await visitor.type(value);
  await visitor.press('reading.next');
  await visitor.sees('check.title');
  await troubled.killServer();
  await visitor.press('check.send');
  await visitor.sees('trouble.offline');
  await expect(page.getByText(visitor.words('trouble.safe_reading'))).toBeVisible();
  await troubled.startServer();
  await visitor.press('trouble.retry');
  await visitor.sees('verdict.accepted');
});

test('the server goes away while the code is on the screen', async ({ page, context, troubled }) => {
  const visitor = await Visitor.come(page);
  await visitor.enter('67100000017', '12');
  await visitor.orderPayment('33');
  const code = await readCode(context, visitor.code());
  await troubled.killServer();
  await expect(page.getByText(visitor.words('paying.cut_off'))).toBeVisible({ timeout: 20_000 });
  await onPhone(context, troubled, code, 'Оплатить');
  await troubled.startServer();
  await visitor.sees('receipt.title', 30_000);
  await expect(page.getByRole('article')).toContainText('33,00');
});

test('a terminal without a server says so and comes back by itself', async ({ page, troubled }) => {
  const visitor = await Visitor.come(page);
  await page.clock.install();
  await page.reload();
  await visitor.sees('attract.title');
  await troubled.killServer();
  await page.clock.runFor(61_000);
  await visitor.sees('trouble.closed');
  await troubled.startServer();
  await page.clock.runFor(12_000);
  await visitor.sees('attract.title');
});

test('a browser that is no terminal asks for its code', async ({ page }) => {
  await page.route('**/api/v1/session', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), terminal: null } });
  });
  await page.goto('/kiosk/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(text('kiosk.enrol.title'));
  await page.getByRole('button', { name: text('kiosk.enrol.next'), exact: true }).tap();
  await expect(page.getByText(text('kiosk.enrol.missing'))).toBeVisible();
  await page.getByLabel(text('kiosk.enrol.label')).fill('00000000');
  await page.getByRole('button', { name: text('kiosk.enrol.next'), exact: true }).tap();
  await expect(page.getByText(text('kiosk.enrol.refused'))).toBeVisible();
  await expect(page.getByLabel(text('kiosk.enrol.label'))).toHaveValue('00000000');
});
