// Access for a relative: offered by the holder, taken by letter without a cabinet of one's own, taken back.
import { linkOf, newAddress, STRONG } from '../fixtures/letters.ts';
import { expect, signIn, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';

test('offered, taken, used as far as it goes, taken back', async ({ page, browser, world }) => {
  const [account, email] = ['67100000017', newAddress()];
  await signIn(page, 'maria@demo.svetlitsa');
  await page.goto(`/accounts/${account}`);
  await page.getByRole('link', { name: text('shares.title') }).click();
  await page.getByLabel(text('shares.email'), { exact: true }).fill(email);
  await page.getByLabel(text('shares.right_submit')).uncheck();
  await page.getByRole('button', { name: text('shares.submit'), exact: true }).click();
  await expect(page.getByText(text('shares.sent', { email }))).toBeVisible();

  const theirs = await browser.newContext({ baseURL: world.portal });
  const relative = await theirs.newPage();
  await relative.goto(await linkOf(world, email, '/shares/accept'));
  await relative.getByLabel(text('register.password'), { exact: true }).fill(STRONG);
  await relative.getByLabel(text('register.agree')).check();
  await relative.getByRole('button', { name: text('shares.accept.submit'), exact: true }).click();
  await relative.waitForURL(`**/accounts/${account}`);
  await expect(relative.getByRole('heading', { name: text('shares.mine') })).toBeVisible();
  await expect(relative.getByRole('main')).not.toContainText('Иванова');
  await expect(relative.getByRole('link', { name: text('accounts.submit') })).toBeHidden();
  expect((await theirs.request.get(`/api/v1/accounts/${account}/readings`)).status()).toBe(200);
  expect((await theirs.request.get(`/api/v1/accounts/${account}/shares`)).status()).toBe(404);

  await page.reload();
  await expect(page.getByText(text('shares.endless'))).toBeVisible();
  await page.getByRole('button', { name: text('shares.end') }).click();
  await expect(page.getByText(text('shares.empty'))).toBeVisible();
  expect((await theirs.request.get(`/api/v1/accounts/${account}`)).status()).toBe(404);
  await theirs.close();
});
