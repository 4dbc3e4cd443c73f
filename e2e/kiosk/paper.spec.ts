// Paper: the narrow roll, and the fiscal document that comes when the slip is on the screen already.
import { readCode } from '../fixtures/camera.ts';
import { expect, test } from '../fixtures/own.ts';
import { onPhone } from '../fixtures/phone.ts';
import { text } from '../fixtures/texts.ts';
import { Visitor } from '../fixtures/visitor.ts';

test('a roll of 58 mm has its own slip, and a late fiscal document reaches the screen', async ({ page, context, own }) => {
  own.alter("UPDATE terminals SET paper_mm = 58");
  // Whoever pays as a guest has no address: the supplier's stands on the fiscal receipt.
  await own.killServer();
  await own.startServer({ flags: ['--fiscal-email', 'cashier@example.org'] });
  await own.control({ receipts: { delay_s: 4 } });
  const visitor = await Visitor.come(page);
  await visitor.enter('67100000033', '5');
  await visitor.orderPayment('23');
  await onPhone(context, own, await readCode(context, visitor.code()), 'Оплатить');
  await visitor.sees('receipt.title');
  const slip = page.getByRole('article');
  await expect(slip).toContainText(text('receipts.fiscal_expected'));
  await expect(slip).toContainText(text('receipts.fiscal'), { timeout: 30_000 });
  await expect(slip).not.toContainText(text('receipts.fiscal_expected'));

  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const sheets = [...pdf.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)];
  expect(sheets, 'one piece of paper').toHaveLength(1);
  const millimetres = Number(sheets[0]?.[1]) * (25.4 / 72);
  expect(Math.abs(millimetres - 58), `the paper is ${millimetres} mm wide`).toBeLessThan(0.5);
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 219, height: 1600 });
  const paper = await slip.boundingBox();
  expect(paper?.width ?? 1_000).toBeLessThanOrEqual((48 * 96) / 25.4 + 1);
  // Nothing is cut off at its edge.
  expect(await slip.evaluate((sheet) => sheet.scrollWidth - sheet.clientWidth)).toBeLessThanOrEqual(0);
});
