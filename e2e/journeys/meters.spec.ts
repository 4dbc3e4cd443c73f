// Each kind of meter in the cabinet: what its form says before it is sent, and what comes of it.
import { expect, signIn } from '../fixtures/test.ts';
import { test } from '../fixtures/meters.ts';
import { text } from '../fixtures/texts.ts';

const submit = { name: text('readings.submit') };
const accepted = { name: text('readings.result.accepted') };

test('three zones behind transformers, and a verification that has passed', async ({ page }) => {
  await signIn(page, '67100000025@demo.svetlitsa');
  await page.goto('/accounts/67100000025/readings');
  const drums = page.getByRole('textbox');
  await expect(drums).toHaveCount(3);
  // By their names and hours, never by numbers.
  for (const [zone, hours] of [['peak', '07:00'], ['half_peak', '10:00'], ['night', '23:00']] as const) {
    await expect(page.getByRole('textbox', { name: new RegExp(`^${text(`drum.${zone}`)}`) })).toBeVisible();
    await expect(page.locator('.drum__head').filter({ hasText: new RegExp(`^${text(`drum.${zone}`)}`) })).toContainText(hours);
  }
  await expect(page.getByText(text('readings.factor', { factor: '20' }))).toBeVisible();
  await expect(page.getByText(text('readings.finding.verification_expired')).first()).toBeVisible();
  await drums.nth(0).fill('1004');
  await drums.nth(1).fill('2003');
  // One missing value, and nothing is sent.
  await page.getByRole('button', submit).click();
  await expect(page.getByRole('alert')).toContainText(text('readings.missing', { zone: text('drum.night') }));
  await drums.nth(2).fill('3001');
  await expect(page.getByText(/160\s*кВт/).first()).toBeVisible();
  await page.getByRole('button', submit).click();
  await expect(page.getByRole('heading', accepted)).toBeVisible();
  await expect(page.getByText(text('readings.rule.verification_expired'))).toBeVisible();
});

test('a meter that was changed: the old one is counted out, and the passport says so', async ({ page }) => {
  await signIn(page, '67100000041@demo.svetlitsa');
  await page.goto('/accounts/67100000041/readings');
  await page.getByText(text('readings.passport.title')).click();
  await expect(page.getByText(/№ 00617293.*92/)).toBeVisible();
  await page.getByRole('textbox').fill('121');
  await page.getByRole('button', submit).click();
  await expect(page.getByRole('heading', accepted)).toBeVisible();
  await expect(page.getByText(/210\s*кВт/).first()).toBeVisible();
});

test('a meter that speaks for itself has no form, and its history', async ({ page, metered }) => {
  metered.alter("UPDATE meters SET is_smart = 1 WHERE id = '67100000041-2'");
  await signIn(page, '67100000041@demo.svetlitsa');
  await page.goto('/accounts/67100000041/readings');
  await expect(page.getByText(text('readings.smart_title'))).toBeVisible();
  await expect(page.getByRole('textbox')).toHaveCount(0);
  await expect(page.getByRole('table', { name: text('readings.history.title') })).toBeVisible();
});

test('two risers of hot water: a riser has a ceiling of its own', async ({ page }) => {
  await signIn(page, '18300000030@demo.svetlitsa');
  await page.goto('/accounts/18300000030/readings');
  const { meters } = await (await page.request.get('/api/v1/accounts/18300000030')).json();
  const [kitchen, bath] = (meters[0].registers as { previous: number }[]).map(({ previous }) => previous);
  const drum = (zone: string) => page.getByRole('textbox', { name: new RegExp(text(`drum.${zone}`)) });
  await drum('kitchen').fill(String(kitchen! + 2));
  await drum('bath').fill(String(bath! + 700));
  await page.getByRole('button', submit).click();
  await expect(page.getByText(text('readings.finding.above_riser_limit')).first()).toBeVisible();
  await drum('bath').fill(String(bath! + 3));
  await page.getByRole('button', submit).click();
  await expect(page.getByRole('heading', accepted)).toBeVisible();
});

test('two telephones send different values: the later dial counts, and each is told', async ({ page, context }) => {
  await signIn(page, '67100000025@demo.svetlitsa');
  const other = await context.newPage();
  for (const phone of [page, other]) await phone.goto('/accounts/67100000025/readings');
  const give = async (phone: typeof page, ...values: number[]) => {
    for (const [i, value] of values.entries()) await phone.getByRole('textbox').nth(i).fill(`${value}`);
    await phone.getByRole('button', submit).click();
    await expect(phone.getByRole('heading', accepted)).toBeVisible();
  };
  await give(page, 1004, 2003, 3001);
  await give(other, 1005, 2004, 3001);
  await page.reload();
  const rows = page.getByRole('table', { name: text('readings.history.title') }).getByRole('row');
  await expect(rows.nth(1)).toContainText('1005');
  await expect(rows.nth(2)).toContainText(text('readings.history.replaced'));
});
