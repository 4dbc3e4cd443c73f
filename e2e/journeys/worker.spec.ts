// The worker behind the portal: whom it serves, whom it leaves alone, and how a new build takes its place.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { workerAtWork } from '../fixtures/cellar.ts';
import { expect, signIn, test as base } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';
import { World } from '../fixtures/world.ts';

const test = base.extend<{ renewed: World }>({
  renewed: async ({}, use) => {
    const world = await World.start();
    await use(world);
    await world.stop();
  },
  baseURL: async ({ renewed }, use) => use(renewed.portal),
});

/** Another build of the portal: another page, and the worker that keeps it. */
function nextBuild(): string {
  const root = path.resolve(import.meta.dirname, '../..');
  const folder = mkdtempSync(path.join(tmpdir(), 'svetlitsa-build-'));
  cpSync(path.resolve(root, process.env['SVETLITSA_PORTAL_DIR'] ?? 'target/web/portal'), folder, { recursive: true });
  const at = (name: string) => path.join(folder, name);
  const page = readFileSync(at('index.html'), 'utf8').replace('</body>', '<meta name="next-build"></body>');
  writeFileSync(at('index.html'), page);
  const worker = readFileSync(at('worker.js'), 'utf8')
    .replace(/"page":"[0-9a-f]+"/, `"page":"${createHash('sha256').update(page).digest('hex')}"`)
    .replace(/"version":"[0-9a-f]+"/, '"version":"0000000000000000"');
  writeFileSync(at('worker.js'), worker);
  for (const name of ['index.html', 'worker.js']) for (const end of ['br', 'gz']) rmSync(at(`${name}.${end}`), { force: true });
  return folder;
}

test('terminal, desk and API are left alone, and nothing of a person is kept', async ({ page, context }) => {
  await signIn(page, 'maria@demo.svetlitsa');
  await page.goto('/accounts/67100000017');
  await workerAtWork(page);
  await page.goto('/accounts/67100000017/readings');
  await expect(page.getByRole('button', { name: text('readings.submit') })).toBeVisible();
  const kept = await page.evaluate(async () => {
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname);
  });
  expect(kept).toContain('/');
  const others = kept.filter((name) => name !== '/' && !/^\/(fonts\/)?[\w-]+\.(css|js|mjs|wasm|woff2)$/.test(name));
  expect(others).toEqual([]);
  expect(kept.filter((name) => name.includes('staff'))).toEqual([]);

  const served: string[] = [];
  page.on('response', (response) => {
    if (response.fromServiceWorker()) served.push(new URL(response.url()).pathname);
  });
  for (const foreign of ['/staff/sign-in', '/kiosk/']) {
    served.length = 0;
    await page.goto(foreign);
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
    // Neither the page nor anything of its own: only fonts and program files, which are the same for everyone.
    expect(served.filter((name) => name === '/' || !kept.includes(name)), foreign).toEqual([]);
    await expect(page.locator('link[rel=manifest]')).toHaveCount(0);
    await context.setOffline(true);
    await expect(page.goto(foreign), foreign).rejects.toThrow('ERR_INTERNET_DISCONNECTED');
    await context.setOffline(false);
  }
});

test('a new build: pages come from it at once, and never meet files of the old one', async ({ page, context, renewed }) => {
  const caches = () => page.evaluate(() => window.caches.keys());
  await page.goto('/');
  await workerAtWork(page);
  const [old] = await caches();
  const folder = nextBuild();
  try {
    await renewed.killServer();
    await renewed.startServer({ portal: folder });
    // On line the newest page, whichever worker stands behind it.
    await page.goto('/offices');
    await expect(page.locator('meta[name=next-build]')).toHaveCount(1);
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
    await expect.poll(caches).toEqual([old, 'shell-0000000000000000']);
    // Off line the build of the worker that is at work, all of it.
    await context.setOffline(true);
    await page.goto('/offices');
    await expect(page.getByText(text('shell.offline_title'))).toBeVisible();
    await expect(page.locator('meta[name=next-build]')).toHaveCount(0);
    // Every page of the old build is gone: the new worker begins, and the old files go.
    await page.goto('about:blank');
    await expect(async () => {
      await page.goto('/offices');
      expect(await caches()).toEqual(['shell-0000000000000000']);
      await expect(page.locator('meta[name=next-build]')).toHaveCount(1);
      await expect(page.getByText(text('shell.offline_title'))).toBeVisible();
    }).toPass();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('it can be installed, in the language that is spoken', async ({ page }) => {
  await page.goto('/');
  const link = page.locator('link[rel=manifest]');
  await expect(link).toHaveAttribute('href', '/manifest.ru.webmanifest');
  const manifest = async (name: string) => {
    const answer = await page.request.get(name);
    expect(answer.headers()['content-type']).toContain('application/manifest+json');
    return answer.json();
  };
  const russian = await manifest('/manifest.ru.webmanifest');
  expect([russian.name, russian.lang]).toEqual([text('shell.app_name'), 'ru']);
  const english = await manifest('/manifest.en.webmanifest');
  expect([english.name, english.id]).toEqual([text('shell.app_name', {}, 'en'), russian.id]);
  for (const { src, sizes } of russian.icons as { src: string; sizes: string }[]) {
    const drawn = await page.evaluate(async (url) => {
      const { width, height } = await createImageBitmap(await (await fetch(url)).blob());
      return `${width}x${height}`;
    }, src);
    expect(drawn, src).toBe(sizes);
  }
  for (const { url } of russian.shortcuts as { url: string }[]) expect((await page.request.get(url)).status(), url).toBe(200);
  // What the browser itself says is in the way of installing it.
  const devtools = await page.context().newCDPSession(page);
  const { errors } = await devtools.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
});
