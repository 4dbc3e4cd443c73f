// Readings beyond the plain one: why and what to do, the year beside the last, files to take along, the elder's sheet.
import { expect, signIn, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';

test('a refusal says why, by which rule and what to do; silence says beforehand what it costs', async ({ page }) => {
  await signIn(page, '67100000033@demo.svetlitsa');
  await page.goto('/accounts/67100000033/readings');
  await page.getByText(text('readings.silence.title')).click();
  await expect(page.getByText('913,56')).toBeVisible();
  await page.getByRole('textbox').fill('1');
  await page.getByRole('button', { name: text('readings.submit') }).click();
  // Above the form, and from now on in the history.
  await expect(page.getByText(text('readings.finding.below_previous')).first()).toBeVisible();
  await expect(page.getByText(text('readings.rule.below_previous'))).toBeVisible();
  await expect(page.getByText(text('readings.remedy.report_replacement'))).toBeVisible();
});

test('more than the wires can carry is refused at once', async ({ page }) => {
  await signIn(page, '67100000033@demo.svetlitsa');
  await page.goto('/accounts/67100000033/readings');
  const history = page.getByRole('table', { name: text('readings.history.title') }).getByRole('row');
  await page.getByRole('textbox').fill('90000');
  await page.getByRole('button', { name: text('readings.submit') }).click();
  await expect(page.getByText(text('readings.finding.above_physical_limit')).first()).toBeVisible();
  await expect(page.getByText(text('readings.rule.above_physical_limit')).first()).toBeVisible();
  // Refused, it stands in the history all the same.
  await expect(history.nth(1)).toContainText(text('readings.finding.above_physical_limit'));
});

test('exchanged zones are put right with one press', async ({ page }) => {
  await signIn(page, '18300000014@demo.svetlitsa');
  await page.goto('/accounts/18300000014/readings');
  const drums = page.getByRole('textbox');
  await drums.nth(0).fill('7240');
  await drums.nth(1).fill('15550');
  await page.getByRole('button', { name: text('readings.submit') }).click();
  await expect(page.getByText(text('readings.finding.zones_swapped')).first()).toBeVisible();
  await page.getByRole('button', { name: text('readings.ask.exchange') }).click();
  await expect(drums.nth(0)).toHaveValue('15550');
  await page.getByRole('button', { name: text('readings.submit') }).click();
  await expect(page.getByRole('heading', { name: text('readings.result.accepted') })).toBeVisible();
});

test('a year is drawn beside the one before, reached by keys, and taken along', async ({ page }) => {
  await signIn(page, 'maria@demo.svetlitsa');
  await page.goto('/accounts/67100000017/readings');
  const chart = page.getByRole('group', { name: text('readings.chart.title') });
  const last = chart.getByRole('button', { name: /октябрь.*2026.*260/ });
  await last.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(chart.getByRole('button', { name: /сентябрь.*2026/ })).toBeFocused();
  await page.getByText(text('readings.chart.as_table')).click();
  await expect(page.getByRole('table', { name: text('readings.chart.title') }).getByRole('row')).toHaveCount(13);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: text('readings.take_along.table') }).click();
  expect((await download).suggestedFilename()).toBe('pokazaniya-67100000017.csv');
});

test("the elder's sheet: a verdict for every row, odd ones confirmed, the mended sheet sent again", async ({ page }) => {
  await signIn(page, '18300000022@demo.svetlitsa');
  await page.goto('/accounts/18300000022');
  await page.getByRole('link', { name: /21/ }).filter({ hasText: text('houses.link').split('{')[0] }).click();
  const list = page.getByLabel(text('houses.paste'), { exact: true });
  await list.fill('18300000014;15550;7240\n18300000022;11873\n99900000014;1');
  await page.getByRole('button', { name: text('houses.submit') }).click();
  await expect(page.getByRole('heading', { name: text('houses.result') })).toBeFocused();
  const rows = page.getByRole('table').getByRole('row');
  await expect(rows).toHaveCount(4);
  await expect(page.getByText(text('houses.fault.unknown_account'))).toBeVisible();
  await page.getByLabel(text('houses.tick')).check();
  await page.getByRole('button', { name: text('houses.confirm') }).click();
  await expect(rows.filter({ hasText: '11873' })).toContainText(text('houses.question'));
  await expect(rows.filter({ hasText: '15550' })).toContainText(text('houses.accepted'));
});
