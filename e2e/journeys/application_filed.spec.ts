// An application: filed without a cabinet, asked for what is missing, concluded; what was typed outlives a mistake and a reload.
import { expect, signInStaff, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';

test('a change of owner from the form to its end', async ({ page, context, world }) => {
  const contact = 'petr.novikov@example.org';
  await page.goto('/');
  await page.getByRole('main').getByRole('link', { name: text('home.status') }).click();
  await page.getByRole('link', { name: text('applications.form.title') }).click();
  const main = page.getByRole('main');
  const submit = main.getByRole('button', { name: text('applications.form.submit'), exact: true });
  await submit.click();
  await expect(main.getByText(text('applications.form.kind_missing')).first()).toBeVisible();

  await main.getByRole('radio', { name: text('applications.kind_owner_change') }).check();
  await expect(main).toContainText(text('applications.document_right_document'));
  await main.getByLabel(text('applications.form.subject'), { exact: true }).fill('Купил квартиру на ул. Гагарина, д. 7, кв. 12, с 1 ноября.');
  await main.getByLabel(text('applications.form.name'), { exact: true }).fill('Новиков Пётр');
  await main.getByLabel(text('applications.form.email'), { exact: true }).fill('petr.novikov@');
  await submit.click();
  await expect(main.getByLabel(text('applications.form.email'), { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await page.reload();
  await expect(main.getByLabel(text('applications.form.name'), { exact: true })).toHaveValue('Новиков Пётр');
  await main.getByLabel(text('applications.form.email'), { exact: true }).fill(contact);
  await submit.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(text('applications.form.done'));
  const number = (await main.innerText()).match(/Z-\d{4}-\d{6}/)?.[0] ?? '';
  expect(number).not.toBe('');
  await expect.poll(async () => (await world.letters(contact)).filter((letter) => letter.subject.includes(number)).length).toBe(1);

  await signInStaff(page, 'operator@demo.svetlitsa');
  const step = async (stage: string, words?: string) => {
    await page.goto(`/staff/applications/${number}`);
    if (words) await page.getByLabel(text('staff.desk.words'), { exact: true }).fill(words);
    const title = text(`applications.stage_${stage}`);
    await page.getByRole('button', { name: title, exact: true }).click();
    const yes = page.getByRole('dialog').getByRole('button', { name: text('staff.applications.confirm_yes'), exact: true });
    const done = page.getByText(text('staff.desk.done', { stage: title }));
    await expect(yes.or(done).first()).toBeVisible();
    if (await yes.isVisible()) await yes.click();
    await expect(done).toBeVisible();
  };
  await step('incomplete', 'Пришлите выписку из ЕГРН.');
  await step('received');
  await step('concluded');

  await context.clearCookies();
  await page.goto(`/status?number=${number}`);
  await page.getByLabel(text('status.contact'), { exact: true }).fill(contact);
  await page.getByRole('button', { name: text('status.submit'), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(text('applications.kind_owner_change'));
  await expect(main.getByText(text('applications.stage_concluded')).first()).toBeVisible();
  await expect(main).toContainText('Пришлите выписку из ЕГРН.');
});
