// The photo of a dial: made smaller before it leaves, without place and time, refused by its content, never in the
// way of the reading.
import type { Page } from '@playwright/test';
import { jpeg, sizeOf } from '../fixtures/photos.ts';
import { expect, signIn, signInStaff, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';

const PYOTR = '67100000025@demo.svetlitsa';
const PAGE = '/accounts/67100000025/readings';

const field = (page: Page) => page.getByLabel(new RegExp(`^${text('readings.photo.label')}`));
const chosen = (page: Page) => page.getByRole('img', { name: text('readings.photo.chosen') });

async function type(page: Page, more: number): Promise<void> {
  const overview = await (await page.request.get('/api/v1/accounts/67100000025')).json();
  const previous: number = overview.meters[0].registers[0].previous;
  await page.getByRole('textbox', { name: new RegExp(text('drum.single')) }).fill(String(previous + more));
}

test('a photo goes with the reading, small and silent, and stands in the history', async ({ page }) => {
  await signIn(page, PYOTR);
  await page.goto(PAGE);
  await type(page, 170);
  const photo = await jpeg(page, 4000, 3000);
  await field(page).setInputFiles({ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: photo });
  await expect(chosen(page)).toBeVisible();
  const sent = page.waitForRequest((request) => request.method() === 'PUT' && request.url().endsWith('/photo'));
  await page.getByRole('button', { name: text('readings.submit') }).click();
  await expect(page.getByRole('heading', { name: text('readings.result.accepted') })).toBeVisible();
  await expect(page.getByText(text('readings.photo.attached'))).toBeVisible();
  const body = (await sent).postDataBuffer();
  if (body) {
    // Upright, for the camera was held on its side, and without a word of where it was.
    expect(sizeOf(body)).toEqual([1200, 1600]);
    expect(body.includes('GPS') || body.includes('Exif')).toBe(false);
    expect(body.length).toBeLessThan(600_000);
  }
  const small = page.getByRole('link', { name: text('readings.photo.alt').split('{')[0]!.trim() }).first();
  await small.scrollIntoViewIfNeeded();
  await expect(small.getByRole('img')).toBeVisible();
  await expect.poll(() => small.getByRole('img').evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1200);
  const href = (await small.getAttribute('href'))!;
  const kept = await page.request.get(href);
  expect([kept.status(), kept.headers()['content-type'], kept.headers()['x-content-type-options']])
    .toEqual([200, 'image/jpeg', 'nosniff']);
  expect(sizeOf(await kept.body())).toEqual([1200, 1600]);

  // Nobody else sees any of it.
  await page.context().clearCookies();
  expect((await page.request.get(href)).status()).toBe(401);
  await signIn(page, 'maria@demo.svetlitsa');
  expect((await page.request.get(href)).status()).toBe(404);
  await page.context().clearCookies();
  await signInStaff(page, 'operator@demo.svetlitsa');
  const look = { account: '67100000025', reason: 'Снимок счётчика' };
  await page.request.post('/api/v1/staff/previews', { headers: { 'idempotency-key': 'look-1' }, data: look });
  await page.goto(PAGE);
  await expect(page.getByRole('link', { name: text('readings.photo.alt').split('{')[0]!.trim() }).first()).toBeVisible();
  expect((await page.request.get(href)).status()).toBe(200);
  await expect(field(page)).toBeDisabled();
});

test('what is no photo is refused with a sentence, and the reading does not mind', async ({ page }) => {
  await signIn(page, PYOTR);
  await page.goto(PAGE);
  await type(page, 180);
  const heic = Buffer.from('000000186674797068656963000000006d6966316865696300', 'hex');
  const large = Buffer.alloc((8 << 20) + 1, 0xff);
  const cut = (await jpeg(page, 400, 300)).subarray(0, 60);
  for (const [name, buffer, words] of [
    ['IMG_0002.HEIC', heic, 'fields.photo_heic'],
    ['photo.jpg', Buffer.from('\x7fELF\x02\x01\x01'), 'fields.not_a_photo'],
    ['photo.png', Buffer.from('MZ\x90\0'), 'fields.not_a_photo'],
    ['bill.pdf', Buffer.from('%PDF-1.7'), 'fields.not_a_photo'],
    ['huge.jpg', large, 'fields.photo_too_large'],
    ['cut.jpg', cut, 'fields.photo_damaged'],
  ] as const) {
    await field(page).setInputFiles({ name, mimeType: 'image/jpeg', buffer });
    await expect(page.getByText(text(words))).toBeVisible();
    await expect(chosen(page)).toBeHidden();
  }
  // A good one takes the place of the sentence, and may be taken away again.
  const photo = await jpeg(page, 800, 600);
  await field(page).setInputFiles({ name: 'IMG_0003.jpg', mimeType: 'image/jpeg', buffer: photo });
  await expect(chosen(page)).toBeVisible();
  await expect(page.getByText(text('fields.photo_damaged'))).toBeHidden();
  await page.getByRole('button', { name: text('readings.photo.remove') }).click();
  await expect(chosen(page)).toBeHidden();

  // The network gives way between the reading and its photo: the reading is safe, and the photo is sent again.
  await field(page).setInputFiles({ name: 'IMG_0003.jpg', mimeType: 'image/jpeg', buffer: photo });
  await expect(chosen(page)).toBeVisible();
  await page.route('**/photo', (route) => route.abort('connectionrefused'), { times: 1 });
  await page.getByRole('button', { name: text('readings.submit') }).click();
  await expect(page.getByRole('heading', { name: text('readings.result.accepted') })).toBeVisible();
  await expect(page.getByText(text('readings.photo.failed'))).toBeVisible();
  await page.getByRole('button', { name: text('readings.photo.again') }).click();
  await expect(page.getByText(text('readings.photo.attached'))).toBeVisible();
});

test('the picture in a tab of its own: drawn, run by nobody, kept by nobody', async ({ page, context }) => {
  await signIn(page, PYOTR);
  await page.goto(PAGE);
  await type(page, 190);
  const photo = await jpeg(page, 800, 600);
  await field(page).setInputFiles({ name: 'IMG_0004.jpg', mimeType: 'image/jpeg', buffer: photo });
  await expect(chosen(page)).toBeVisible();
  await page.getByRole('button', { name: text('readings.submit') }).click();
  await expect(page.getByText(text('readings.photo.attached'))).toBeVisible();
  const small = page.getByRole('link', { name: text('readings.photo.alt').split('{')[0]!.trim() }).first();
  const opened = context.waitForEvent('page');
  await small.click({ modifiers: ['ControlOrMeta'] });
  const tab = await opened;
  // A new tab begins empty: only when its picture is drawn is there something to load again.
  await tab.waitForURL('**/photo');
  await expect(tab.locator('img')).toBeVisible();
  const answer = (await tab.reload())!;
  expect(answer.fromServiceWorker()).toBe(false);
  const headers = await answer.allHeaders();
  expect(headers).toMatchObject({
    'content-type': 'image/jpeg', 'content-disposition': 'inline', 'x-content-type-options': 'nosniff',
    'cache-control': 'no-store', 'cross-origin-resource-policy': 'same-origin', 'x-frame-options': 'DENY',
  });
  const policy = headers['content-security-policy']!.split(/;\s*/);
  expect(policy).toEqual(expect.arrayContaining(["default-src 'none'", 'sandbox', "frame-ancestors 'none'"]));
  expect(policy.some((rule) => rule.startsWith('script-src'))).toBe(false);
  expect(await tab.evaluate(() => [document.images.length, document.images[0]?.naturalWidth, document.images[0]?.complete]))
    .toEqual([1, 600, true]);
  // Whoever sits down at this computer next finds nothing, neither anew nor by the way back.
  const address = tab.url();
  await context.clearCookies();
  expect((await tab.reload())!.status()).toBe(401);
  await tab.goto('/offices');
  await tab.goBack();
  expect(tab.url()).toBe(address);
  await expect(tab.locator('img')).toHaveCount(0);
});
