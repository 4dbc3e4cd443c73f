// What happened lately in the cabinet: how much of it is new stands at the link, and is seen once the page has shown it.
import { expect, signIn, signInStaff, test } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';

test('a look of the staff is new, leads to its account, and is seen', async ({ page, browser, world }) => {
  const desk = await browser.newPage({ baseURL: world.portal });
  await signInStaff(desk, 'operator@demo.svetlitsa');
  const look = async () => {
    const answer = await desk.request.post('/api/v1/staff/previews', {
      headers: { 'Idempotency-Key': crypto.randomUUID(), origin: world.portal },
      data: { account: '67100000025', reason: 'Проверка уведомлений' },
    });
    expect(answer.status()).toBe(201);
  };
  await look();
  await signIn(page, '67100000025@demo.svetlitsa');
  await page.goto('/accounts/67100000025');
  const link = page.getByRole('main').getByRole('link', { name: /^Уведомления/ });
  await expect(link).toHaveText(/Уведомления: \d+ нов/);
  const seen = page.waitForResponse((answer) => answer.url().endsWith('/notices/seen'));
  await link.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(text('notices.title'));
  // Other things happen to the house meanwhile.
  const looks = page.getByRole('main').getByRole('listitem').filter({ hasText: 'смотрел ваш кабинет' });
  await expect(looks.first()).toContainText(text('notices.new'));
  await expect(looks.first()).toContainText('67100000025');

  // Seen once, it is new no longer. Whoever leaves before the page has said so finds it new again.
  await seen;
  await page.goto('/accounts/67100000025');
  await expect(link).toHaveText(text('notices.title'));
  await link.click();
  await expect(page.getByRole('listitem').first()).toBeVisible();
  await expect(page.getByText(text('notices.new'), { exact: true })).toHaveCount(0);
  await looks.first().getByRole('link').click();
  await expect(page).toHaveURL(/accounts\/67100000025/);
  await desk.close();
});
