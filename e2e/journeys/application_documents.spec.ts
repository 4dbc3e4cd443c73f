// Documents of an application: attached and changed before it is sent, what is missing always in sight, added from the status
// page and the cabinet, read by the desk; and a contract through every branch of its road.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, signInStaff, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';

const pdf = (name: string) => ({ name, mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n') });
const document = (kind: string) => text(`applications.document_${kind}`);
const copies = (page: Page, kind: string) => page.getByLabel(document(kind)).and(page.locator('input[type=file]')).first();
const attached = (page: Page, kind: string) =>
  page.getByRole('list', { name: text('applications.form.attached_to', { document: document(kind) }) });
const unattached = (page: Page) => page.locator('.documents-missing');

async function begin(page: Page, kind: string, contact: string): Promise<void> {
  await page.goto(`/applications/new?kind=${kind}`);
  await page.getByLabel(text('applications.form.subject'), { exact: true }).fill('Квартира на ул. Гагарина, д. 7, кв. 12, с 1 ноября.');
  await page.getByLabel(text('applications.form.name'), { exact: true }).fill('Новиков Пётр');
  await page.getByLabel(text('applications.form.email'), { exact: true }).fill(contact);
}

async function file(page: Page): Promise<string> {
  await page.getByRole('button', { name: text('applications.form.submit'), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(text('applications.form.done'));
  return (await page.getByRole('main').innerText()).match(/Z-\d{4}-\d{6}/)![0];
}

async function find(page: Page, number: string, contact: string): Promise<void> {
  await page.goto(`/status?number=${number}`);
  await page.getByLabel(text('status.contact'), { exact: true }).fill(contact);
  await page.getByRole('button', { name: text('status.submit'), exact: true }).click();
  await expect(page.locator('.case__subject')).toBeVisible();
}

async function step(page: Page, number: string, stage: string, prepare?: () => Promise<void>): Promise<void> {
  await page.goto(`/staff/applications/${number}`);
  const title = text(`applications.stage_${stage}`);
  await expect(page.getByRole('button', { name: title, exact: true })).toBeVisible();
  await prepare?.();
  await page.getByRole('button', { name: title, exact: true }).click();
  const yes = page.getByRole('dialog').getByRole('button', { name: text('staff.applications.confirm_yes'), exact: true });
  const done = page.getByText(text('staff.desk.done', { stage: title }));
  await expect(yes.or(done).first()).toBeVisible();
  if (await yes.isVisible()) await yes.click();
  await expect(done).toBeVisible();
}

test('a contract asks for what is missing, gets it, and is concluded', async ({ page, context, world }, info) => {
  const contact = `contract-${info.project.name}-${info.workerIndex}@example.org`;
  await begin(page, 'contract', contact);
  await expect(unattached(page).getByRole('listitem')).toHaveCount(4);
  await copies(page, 'passport').setInputFiles([pdf('page1.pdf'), pdf('page2.pdf')]);
  await expect(attached(page, 'passport').getByRole('listitem')).toHaveCount(2);
  await copies(page, 'right_document').setInputFiles(pdf('wrong.pdf'));
  await expect(unattached(page).getByRole('listitem')).toHaveCount(2);

  // One less, another one in its place, and all of it is there after a reload.
  const named = (key: string, name: string) => text(`appeals.files.${key}`).replace('{name}', name);
  await page.getByRole('button', { name: named('remove_named', 'page2.pdf') }).click();
  await expect(attached(page, 'passport').getByRole('listitem')).toHaveCount(1);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: named('replace_named', 'wrong.pdf') }).click();
  await (await chooser).setFiles(pdf('extract.pdf'));
  await expect(attached(page, 'right_document')).toContainText('extract.pdf');
  await page.reload();
  await expect(attached(page, 'right_document')).toContainText('extract.pdf');

  // What is not what its name says is refused with a sentence.
  await copies(page, 'meter_passport').setInputFiles({ name: 'act.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ') });
  await expect(page.getByText(text('fields.file_mismatch')).first()).toBeVisible();
  await copies(page, 'meter_passport').setInputFiles({ name: 'bomb.docx', mimeType: 'application/zip', buffer: Buffer.from('PK\x03\x04') });
  await expect(page.getByText(text('fields.file_damaged')).first()).toBeVisible();
  const number = await file(page);
  const main = page.getByRole('main');
  await expect(main).toContainText(document('connection_act'));
  await expect(main).toContainText(document('meter_passport'));
  await expect(main.locator('.promise-clock')).toHaveCount(2);
  await expect.poll(async () => {
    const letter = (await world.letters(contact)).find((letter) => letter.subject.includes(number));
    return letter !== undefined;
  }).toBe(true);

  const desk = await context.newPage();
  await signInStaff(desk, 'operator@demo.svetlitsa');
  await desk.goto(`/staff/applications/${number}`);
  await expect(desk.locator('.promise-clock')).toHaveCount(2);
  const theirs = desk.waitForEvent('download');
  await desk.getByRole('link', { name: named('download', 'extract.pdf') }).click();
  expect((await readFile((await (await theirs).path())!)).subarray(0, 5).toString()).toBe('%PDF-');
  await step(desk, number, 'incomplete', async () => {
    await desk.getByRole('checkbox', { name: document('connection_act') }).check();
    await desk.getByRole('checkbox', { name: document('meter_passport') }).check();
  });
  await expect(desk.locator('.promise-clock[data-state=met]')).toHaveCount(2);

  await find(page, number, contact);
  await expect(page.getByText(text('applications.case.missing'), { exact: true })).toBeVisible();
  const send = page.getByRole('button', { name: text('applications.case.add_send'), exact: true });
  await send.click();
  await expect(page.getByText(text('applications.case.add_nothing')).first()).toBeVisible();
  await copies(page, 'connection_act').setInputFiles(pdf('act.pdf'));
  await expect(attached(page, 'connection_act').getByRole('listitem')).toHaveCount(1);
  await send.click();
  await expect(page.getByText(text('applications.case.added'))).toBeVisible();
  await expect(page.getByText(text('applications.stage_incomplete')).first()).toBeVisible();
  await copies(page, 'meter_passport').setInputFiles(pdf('meter.pdf'));
  await expect(attached(page, 'meter_passport').getByRole('listitem')).toHaveCount(1);
  await send.click();
  await expect(page.getByText(text('applications.case.missing'), { exact: true })).toBeHidden();
  await expect(page.locator('.promise-clock[data-state=running]')).toHaveCount(2);
  const mine = page.waitForEvent('download');
  await page.getByRole('button', { name: named('download', 'meter.pdf') }).click();
  expect((await mine).suggestedFilename()).toBe('meter.pdf');

  for (const stage of ['ready_to_sign', 'signed_by_company', 'concluded']) await step(desk, number, stage);
  await find(page, number, contact);
  await expect(page.getByText(text('applications.stage_concluded')).first()).toBeVisible();
  await expect(page.getByText(text('applications.case.add_more'))).toBeHidden();
});

test('a contract for other premises is refused with its reasons', async ({ page, context }, info) => {
  const contact = `refused-${info.project.name}-${info.workerIndex}@example.org`;
  await begin(page, 'contract', contact);
  await page.getByRole('radio', { name: text('applications.form.premises_other') }).check();
  const number = await file(page);
  const desk = await context.newPage();
  await signInStaff(desk, 'operator@demo.svetlitsa');
  await step(desk, number, 'refused', async () => {
    await desk.getByLabel(text('staff.desk.words'), { exact: true }).fill('Дом не присоединён к сетям.');
  });
  await find(page, number, contact);
  await expect(page.getByText('Дом не присоединён к сетям.')).toBeVisible();
  await expect(page.getByText(text('applications.case.refused')).first()).toBeVisible();
  await expect(page.getByRole('button', { name: text('applications.case.add_send'), exact: true })).toBeHidden();
});

test('an owner changes with documents and the reading of the day', async ({ page, context }, info) => {
  const contact = `owner-${info.project.name}-${info.workerIndex}@example.org`;
  await begin(page, 'owner_change', contact);
  const reading = page.getByLabel(text('applications.form.reading'), { exact: false }).and(page.locator('input:not([type=file])')).first();
  await reading.fill('10450,5');
  await page.getByRole('button', { name: text('applications.form.submit'), exact: true }).click();
  await expect(page.getByText(text('applications.form.reading_wrong')).first()).toBeVisible();
  await reading.fill('10450 4310');
  await copies(page, 'passport').setInputFiles(pdf('passport.pdf'));
  await copies(page, 'right_document').setInputFiles(pdf('extract.pdf'));
  await expect(unattached(page)).toContainText(text('applications.form.all_there'));
  const number = await file(page);
  await expect(page.getByText(text('applications.case.missing'), { exact: true })).toBeHidden();
  const desk = await context.newPage();
  await signInStaff(desk, 'operator@demo.svetlitsa');
  await desk.goto(`/staff/applications/${number}`);
  await expect(desk.getByText('10450 4310')).toBeVisible();
  await step(desk, number, 'concluded');
  await find(page, number, contact);
  await expect(page.getByText(text('applications.stage_concluded')).first()).toBeVisible();
  await expect(page.locator('.promise-clock[data-state=met]')).toHaveCount(1);
});
