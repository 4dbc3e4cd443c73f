// The price list of extra services: a service is asked for by name, with its price, and the desk sees which.
import { expect, signInStaff, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';

test('a guest finds a service with its price and asks for it', async ({ page }, info) => {
  await page.goto('/services');
  await expect(page.getByText(text('services.sample'), { exact: true })).toBeVisible();
  const name = 'Вызов электрика';
  const service = page.getByRole('listitem').filter({ hasText: name });
  await expect(service).toContainText('от 900,00');
  await service.getByRole('link').click();
  const chosen = page.getByLabel(text('services.service'), { exact: true });
  await expect(chosen).toHaveValue('electrician');
  const field = (key: string) => page.getByLabel(text(`applications.form.${key}`), { exact: true });
  await field('subject').fill('Искрит розетка на кухне, Смоленск, ул. Кирова, д. 12, кв. 7.');
  await field('name').fill('Соколова Анна');
  await field('email').fill(`service-${info.project.name}-${info.workerIndex}-${info.retry}@example.org`);
  await page.getByRole('button', { name: text('applications.form.submit'), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(text('applications.form.done'));
  const number = (await page.getByRole('main').innerText()).match(/Z-\d{4}-\d{6}/)![0];

  await signInStaff(page, 'operator@demo.svetlitsa');
  await page.goto(`/staff/applications/${number}`);
  await expect(page.getByText(name).first()).toBeVisible();
  await expect(page.getByText('900,00').first()).toBeVisible();
});
