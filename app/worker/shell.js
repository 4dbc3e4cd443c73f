// The portal without network. The page and the program that it starts are kept together, by the build that they
// belong to: old and new files never meet, for a program's files bear their content in their names, and the page
// itself comes from the network whenever there is one. Written by hand, for of a library's strategies this is one.

const SHELL = `shell-${BUILD.version}`;
const PAGE = '/';

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
  else if (BUILD.files.includes(pathname)) event.respondWith(file(request));
});

async function keepShell() {
  const answer = await fetch(PAGE, { cache: 'no-store', credentials: 'omit' });
  const text = await answer.text();
  // The server was renewed between this file and the page: the browser's next look finds both new.
  if (!answer.ok || (await digest(text)) !== BUILD.page) throw new Error('the page is of another build');
  const headers = new Headers(answer.headers);
  PASSING.forEach((name) => headers.delete(name));
  const shell = await caches.open(SHELL);
  // What the page has fetched already comes from the browser's own store.
  await shell.addAll(BUILD.files);
  await shell.put(PAGE, new Response(text, { headers }));
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
async function file(request) {
  return (await caches.match(request, { cacheName: SHELL, ignoreVary: true })) ?? fetch(request);
}

async function digest(text) {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
