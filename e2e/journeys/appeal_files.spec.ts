// Files with an appeal: seen before they are sent, replaced, taken away, found again after a reload; refused by their
// content; handed out to the desk and to the author, and to nobody else.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { jpeg } from '../fixtures/photos.ts';
import { expect, signInStaff, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';

const pdf = Buffer.from('%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n');
const named = (key: string, name: string) => text(`appeals.files.${key}`).replace('{name}', name);
const field = (page: Page) => page.getByLabel(new RegExp(`^${text('appeals.files.label')}`));
const name = (page: Page, file: string) => list(page).locator('.attachments__name', { hasText: file });
const list = (page: Page) => page.getByRole('list', { name: text('appeals.files.attached') });

test('files go with a complaint to the desk and come back to their author', async ({ page, context }, info) => {
  const email = `files-${info.project.name}-${info.workerIndex}@example.org`;
  await page.goto('/appeals/new');
  await page.getByRole('radio', { name: text('appeals.kind_complaint') }).check();
  await page.getByLabel(text('appeals.form.text')).fill('Счётчик показывает не то, смотрите снимки.');
  await page.getByLabel(text('appeals.form.email')).fill(email);
  await field(page).setInputFiles([
    { name: 'dial.jpg', mimeType: 'image/jpeg', buffer: await jpeg(page, 400, 300) },
    { name: 'act.pdf', mimeType: 'application/pdf', buffer: pdf },
    { name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('first') },
  ]);
  await expect(list(page).getByRole('listitem')).toHaveCount(3);
  await expect(page.getByRole('img', { name: named('preview', 'dial.jpg') }).locator('canvas')).toBeVisible();

  // Another one in its place, one less, and all of it is there after a reload.
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: named('replace_named', 'note.txt') }).click();
  await (await chooser).setFiles({ name: 'second.txt', mimeType: 'text/plain', buffer: Buffer.from('second') });
  await expect(name(page, 'second.txt')).toBeVisible();
  await expect(name(page, 'note.txt')).toBeHidden();
  await page.getByRole('button', { name: named('remove_named', 'act.pdf') }).click();
  await expect(list(page).getByRole('listitem')).toHaveCount(2);
  await page.reload();
  await expect(list(page).getByRole('listitem')).toHaveCount(2);
  await expect(page.getByLabel(text('appeals.form.text'))).toHaveValue('Счётчик показывает не то, смотрите снимки.');
  await page.getByRole('button', { name: text('appeals.form.submit') }).click();
  await expect(page.getByRole('heading', { name: text('appeals.sent.title') })).toBeVisible();
  const number = new URL(page.url()).searchParams.get('number')!;

  await page.goto(`/status?number=${number}`);
  await page.getByLabel(text('status.contact'), { exact: true }).fill(email);
  await page.getByRole('button', { name: text('status.submit') }).click();
  const mine = page.waitForEvent('download');
  await page.getByRole('button', { name: named('download', 'second.txt') }).click();
  expect((await readFile((await (await mine).path())!)).toString()).toBe('second');

  const desk = await context.newPage();
  await signInStaff(desk, 'operator@demo.svetlitsa');
  await desk.goto(`/staff/appeals/${number}`);
  const theirs = desk.waitForEvent('download');
  await desk.getByRole('link', { name: named('download', 'dial.jpg') }).click();
  const photo = await readFile((await (await theirs).path())!);
  expect(photo.subarray(0, 3)).toEqual(Buffer.from('ffd8ff', 'hex'));
  expect(photo.includes('GPS')).toBe(false);
});

test('what cannot be taken is refused with a sentence, and what is written stays', async ({ page }) => {
  await page.goto('/appeals/new');
  await page.getByLabel(text('appeals.form.text')).fill('Текст, который остаётся.');
  for (const [name, buffer, words] of [
    ['virus.exe', Buffer.from('MZ'), 'file_wrong_kind'],
    ['page.svg', Buffer.from('<svg onload="alert(1)"/>'), 'file_wrong_kind'],
    ['scan.pdf', Buffer.from('MZ\x90\0'), 'file_mismatch'],
    ['page.txt', Buffer.from('<html><script>alert(1)</script>'), 'file_mismatch'],
    ['bomb.docx', Buffer.from('PK\x03\x04'), 'file_damaged'],
    ['huge.txt', Buffer.alloc((8 << 20) + 1, 'a'), 'file_too_large'],
  ] as const) {
    await field(page).setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
    const refused = text('appeals.files.refused').replace('{name}', name).replace('{problem}', text(`fields.${words}`));
    await expect(page.getByText(refused)).toBeVisible();
  }
  await expect(list(page)).toBeHidden();
  const five = Array.from({ length: 6 }, (_, n) => ({ name: `${n}.txt`, mimeType: 'text/plain', buffer: Buffer.from('x') }));
  await field(page).setInputFiles(five);
  await expect(page.getByText(text('appeals.files.full'))).toBeVisible();
  await expect(list(page).getByRole('listitem')).toHaveCount(5);
  await expect(page.getByLabel(text('appeals.form.text'))).toHaveValue('Текст, который остаётся.');
});
