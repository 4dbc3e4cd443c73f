// Signing in with a code: switched on by an app that reads the QR code, asked for at the door, given up again.
import { readCode } from '../fixtures/camera.ts';
import { askForCabinet, newAddress, STRONG } from '../fixtures/letters.ts';
import { oneTimeCode, previousCode } from '../fixtures/one_time_codes.ts';
import { expect, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';

test('switched on, asked for, done without', async ({ page, context, world }) => {
  const email = newAddress();
  await page.goto(await askForCabinet(page, world, email));
  await expect(page.getByRole('heading', { name: text('register.confirm.done') })).toBeVisible();
  await page.goto('/security');
  const section = page.locator('section').filter({ has: page.getByRole('heading', { name: text('security.second_step.title') }) });
  const button = (key: string) => section.getByRole('button', { name: text(`security.second_step.${key}`), exact: true });
  await button('enable').click();
  await section.getByLabel(text('security.password.current'), { exact: true }).fill(STRONG);
  await button('next').click();

  const address = new URL(await readCode(context, section.locator('.qr')));
  expect(address.protocol).toBe('otpauth:');
  const secret = address.searchParams.get('secret') ?? '';
  const code = section.getByLabel(text('security.second_step.code'), { exact: true });
  await code.fill('000000');
  await button('confirm').click();
  await expect(code).toHaveAttribute('aria-invalid', 'true');
  await code.fill(await previousCode(secret));
  await button('confirm').click();
  await expect(section.getByRole('heading', { name: text('security.second_step.codes') })).toBeFocused();
  const [recovery] = await section.getByRole('listitem').allTextContents();
  await button('kept').click();
  await expect(button('renew')).toBeVisible();
  await page.getByRole('button', { name: text('shell.nav_sign_out') }).click();

  await expect(page.getByRole('link', { name: text('shell.nav_sign_in') })).toBeVisible();

  const enter = async () => {
    await page.goto('/accounts/50200000013/readings');
    await page.getByRole('main').getByRole('link', { name: text('shell.nav_sign_in') }).click();
    await page.getByLabel(text('sign_in.login'), { exact: true }).fill(email);
    await page.getByLabel(text('sign_in.password'), { exact: true }).fill(STRONG);
    await page.getByRole('button', { name: text('sign_in.submit'), exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(text('sign_in.code.title'));
  };
  await enter();
  expect((await page.request.get('/api/v1/accounts')).status()).toBe(401);
  const step = page.getByLabel(text('security.second_step.code'), { exact: true });
  await step.fill(oneTimeCode(secret));
  await page.getByRole('button', { name: text('sign_in.code.submit'), exact: true }).click();
  await page.waitForURL('**/accounts/50200000013/readings');

  // Without the telephone: a recovery code, once.
  await page.context().clearCookies();
  await enter();
  await step.fill(recovery ?? '');
  await page.getByRole('button', { name: text('sign_in.code.submit'), exact: true }).click();
  await page.waitForURL('**/accounts/50200000013/readings');

  await page.goto('/security');
  await button('disable').click();
  await section.getByLabel(text('security.password.current'), { exact: true }).fill(STRONG);
  await section.getByLabel(text('security.second_step.any_code'), { exact: true }).fill(recovery ?? '');
  await button('disable').click();
  await expect(section.getByText(text('fields.wrong_one_time_code')).first()).toBeVisible();
  await section.getByLabel(text('security.second_step.any_code'), { exact: true }).fill(oneTimeCode(secret, 1));
  await button('disable').click();
  await expect(section.getByText(text('security.second_step.off_done'))).toBeVisible();
  // The newest first.
  await expect.poll(async () => (await world.letters(email)).map((letter) => letter.subject)).toEqual([
    'Вход с кодом выключен',
    'Использован запасной код',
    'Вход с кодом включён',
    'Подтвердите почту, и кабинет откроется',
  ]);
});

test('whoever waits too long begins again', async ({ page }) => {
  await page.goto('/sign-in/code?next=/accounts');
  await page.getByLabel(text('security.second_step.code'), { exact: true }).fill('123456');
  await page.getByRole('button', { name: text('sign_in.code.submit'), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(text('sign_in.code.over'));
  await page.getByRole('link', { name: text('sign_in.code.again') }).click();
  await expect(page).toHaveURL(/\/sign-in\?next=%2Faccounts$/);
});
