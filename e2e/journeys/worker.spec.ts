// The worker behind the portal: whom it serves, whom it leaves alone, and how a new build takes its place.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { noted, program, wholeProgram, workerAtWork } from '../fixtures/cellar.ts';
import { expect, signIn, test as base } from '../fixtures/test.ts';
import { text } from '../fixtures/texts.ts';
import { World } from '../fixtures/world.ts';

/** What a worker has, of which this program knows nothing. */
interface Scope {
  FetchEvent: { prototype: { request: Request; respondWith(answer: unknown): void } };
  answered: string[];
}

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
  await wholeProgram(page);
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

  // Asked of the worker itself: what a page has in its memory bears the mark of whoever brought it once.
  const worker = context.serviceWorkers()[0]!;
  await worker.evaluate(() => {
    const scope = self as unknown as Scope;
    const event = scope.FetchEvent.prototype;
    const answer = event.respondWith;
    event.respondWith = function (response) {
      scope.answered.push(new URL(this.request.url).pathname);
      return answer.call(this, response);
    };
  });
  const answered = async (where: string) => {
    await worker.evaluate(() => Object.assign(self, { answered: [] }));
    await page.goto(where);
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    return worker.evaluate(() => (self as unknown as Scope).answered);
  };
  expect(await answered('/offices')).toContain('/offices');
  for (const foreign of ['/staff/sign-in', '/kiosk/']) {
    expect(await answered(foreign), foreign).toEqual([]);
    await expect(page.locator('link[rel=manifest]')).toHaveCount(0);
    await context.setOffline(true);
    await expect(page.goto(foreign), foreign).rejects.toThrow('ERR_INTERNET_DISCONNECTED');
    await context.setOffline(false);
  }
});

test('a worker that was just woken gives a page of the others nothing, not even what a file of it asks for', async ({ page, context, renewed }) => {
  await page.goto('/offices');
  await workerAtWork(page);
  const { shell } = await program(page);
  const script = shell.find((name) => name.endsWith('.js'))!;
  const devtools = await context.newCDPSession(page);
  await devtools.send('ServiceWorker.enable');
  for (const [where, isAnswered] of [['/offices', true], ['/staff/sign-in', false], ['/kiosk/', false]] as const) {
    await page.goto(where);
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
    await devtools.send('ServiceWorker.stopAllWorkers');
    await renewed.killServer();
    // Not from the browser's own store: from the worker or not at all.
    const found = await page.evaluate((name) => Promise.all([undefined, name, ''].map((referrer) =>
      fetch(name, { cache: 'reload', referrer }).then(({ ok }) => ok, () => false))), script);
    await renewed.startServer();
    expect(found, where).toEqual([isAnswered, isAnswered, isAnswered]);
  }
});

test('a stranger keeps what was fetched anyway; a resident gets the whole program, but not on a dear line', async ({ page, context }) => {
  await page.goto('/');
  await workerAtWork(page);
  const worker = context.serviceWorkers()[0]!;
  /** Parts that the worker itself has asked the network for. */
  const askedFor = async () => {
    const { parts } = await program(page);
    const fetched = await worker.evaluate(() => {
      const all = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
      return all.filter(({ transferSize }) => transferSize > 0).map(({ name }) => new URL(name).pathname);
    });
    return parts.filter((name) => fetched.includes(name));
  };
  const keptParts = async () => {
    const { parts, kept } = await program(page);
    return parts.filter((name) => kept.includes(name));
  };
  expect(await askedFor()).toEqual([]);
  const atHome = await keptParts();
  expect(atHome.filter((name) => /cabinet|guest|appeal/.test(name))).toEqual([]);
  const { shell, kept } = await program(page);
  expect(shell.filter((name) => !kept.includes(name))).toEqual([]);

  // What the page of offices has fetched is kept, and nothing else.
  await page.goto('/offices');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(text('offices.title'));
  await expect.poll(keptParts).toContainEqual(expect.stringContaining('split_guest'));
  expect((await keptParts()).filter((name) => /cabinet|appeal/.test(name))).toEqual([]);
  await context.setOffline(true);
  await page.goto('/offices');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(text('offices.title'));
  await context.setOffline(false);

  await signIn(page, 'maria@demo.svetlitsa');
  for (const line of [{ saveData: true, effectiveType: '4g' }, { saveData: false, effectiveType: '2g' }]) {
    await worker.evaluate((value) => Object.defineProperty(navigator, 'connection', { value, configurable: true }), line);
    await page.goto('/accounts');
    await noted(page, 'owner');
    // Once it has begun, it is fetched within a moment.
    await page.waitForTimeout(1_500);
    await page.evaluate(() => navigator.locks.request('parts', () => undefined));
    expect((await keptParts()).filter((name) => name.includes('appeal')), JSON.stringify(line)).toEqual([]);
  }
  const before = (await askedFor()).length;
  await worker.evaluate((value) => Object.defineProperty(navigator, 'connection', { value, configurable: true }), { effectiveType: '4g' });
  await page.goto('/accounts');
  await wholeProgram(page);
  // Each once, and none that a page had fetched before.
  const { parts } = await program(page);
  const fetched = await askedFor();
  expect(fetched.length - before).toBeGreaterThan(0);
  expect(fetched.length).toBeLessThan(parts.length);
  expect(fetched.filter((name) => atHome.includes(name))).toEqual([]);
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
