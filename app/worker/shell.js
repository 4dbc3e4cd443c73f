// The portal without network. The page and the program that it starts are kept together, by the build that they
// belong to: old and new files never meet, for a program's files bear their content in their names, and the page
// itself comes from the network whenever there is one. Written by hand, for of a library's strategies this is one.

const SHELL = `shell-${BUILD.version}`;
const PAGE = '/';
const PARTS = 'parts';

/** How long a slow network may take for the page before the kept one is shown: a cellar often has half a signal. */
const PATIENCE_MS = 5_000;

/** Not ours: the terminal keeps nothing, the desk works on line, and what the API answers is never kept. */
const FOREIGN = /^\/(?:kiosk|staff|api|gateway)(?:\/|$)/;

/** Of the answer that brought the page: neither its form on the wire nor what belongs to one visit. */
const PASSING = ['content-encoding', 'content-length', 'date', 'link', 'server-timing', 'set-cookie', 'x-request-id'];

self.addEventListener('install', (event) => event.waitUntil(keepShell()));
self.addEventListener('activate', (event) => event.waitUntil(begin()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin || FOREIGN.test(pathname)) return;
  if (request.mode === 'navigate') event.respondWith(page(event));
  // Fonts and files of the program, too, are not ours to give to a page of the others.
  else if (isOfBuild(pathname) && !FOREIGN.test(askedBy(request))) event.respondWith(file(event));
});

/** What a request comes from: a page, or a file of one. */
const askedBy = ({ referrer }) => (URL.canParse(referrer) ? new URL(referrer).pathname : '');

const isOfBuild = (pathname) => BUILD.shell.includes(pathname) || BUILD.parts.includes(pathname);

async function keepShell() {
  const answer = await fetch(PAGE, { cache: 'no-store', credentials: 'omit' });
  const text = await answer.text();
  // The server was renewed between this file and the page: the browser's next look finds both new.
  if (!answer.ok || (await digest(text)) !== BUILD.page) throw new Error('the page is of another build');
  const headers = new Headers(answer.headers);
  PASSING.forEach((name) => headers.delete(name));
  const shell = await caches.open(SHELL);
  // What the page has fetched already comes from the browser's own store.
  await shell.addAll(BUILD.shell);
  await shell.put(PAGE, new Response(text, { headers }));
  // A resident's phone goes on with the build that it has until all of this one is here.
  if (!(await keepParts())) throw new Error('parts of the program are missing');
}

/**
 * The parts of the program: for a resident all of them, for tomorrow there may be no network; for everybody else what
 * their pages have fetched, which costs nothing. Whether all is here that should be.
 */
function keepParts() {
  return navigator.locks.request(PARTS, async () => {
    const shell = await caches.open(SHELL);
    for (const name of await missing(shell)) await keepPart(shell, name, { cache: 'only-if-cached', mode: 'same-origin' });
    if (!(await isAskedAhead())) return true;
    for (const name of await missing(shell)) await keepPart(shell, name, { priority: 'low' });
    return (await missing(shell)).length === 0;
  });
}

async function missing(shell) {
  const kept = (await shell.keys()).map(({ url }) => new URL(url).pathname);
  return BUILD.parts.filter((name) => !kept.includes(name));
}

/** One that does not come is asked for again with the next page. */
async function keepPart(shell, name, how) {
  const answer = await fetch(name, how).catch(() => undefined);
  if (answer?.ok) await shell.put(name, answer);
}

/** Whether a resident is signed in here, on a line that may be used for what nobody looks at yet. */
async function isAskedAhead() {
  const { saveData = false, effectiveType = '' } = navigator.connection ?? {};
  if (saveData || effectiveType.endsWith('2g')) return false;
  // Where the browser keeps nothing, nobody is known.
  return (await note('owner').catch(() => undefined)) !== undefined;
}

/** The worker before this one is gone, and with it every page of its build. */
async function begin() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith('shell-') && name !== SHELL).map((name) => caches.delete(name)));
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

/** The page: from the network, and when there is none, the kept one for every address. */
async function page({ request, preloadResponse }) {
  const network = Promise.resolve(preloadResponse).then((early) => early ?? fetch(request));
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  const first = await Promise.race([network.catch(() => undefined), late]);
  return first ?? (await caches.match(PAGE, { cacheName: SHELL })) ?? network;
}

/** A file of this build. Its name says its content, so the kept one is as good as the server's. */
async function file(event) {
  const { request } = event;
  if (await isOfOthers(event)) return fetch(request);
  const kept = await caches.match(request, { cacheName: SHELL, ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    const copy = answer.clone();
    event.waitUntil(caches.open(SHELL).then((shell) => shell.put(request, copy)).catch(() => undefined));
  }
  return answer;
}

/** Where a file asks for another, its page says itself where it is. */
async function isOfOthers({ request, clientId }) {
  const from = askedBy(request);
  if (from && !isOfBuild(from)) return false;
  const client = clientId ? await self.clients.get(clientId) : undefined;
  return client !== undefined && FOREIGN.test(new URL(client.url).pathname);
}

async function digest(text) {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
