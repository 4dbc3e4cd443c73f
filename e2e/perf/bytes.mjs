// What a first visit downloads: every request of a cold load until three seconds after it.
import http from 'node:http';

import { pause, withPage } from './chrome.mjs';
import { watchForReady } from './ready.mjs';

const KINDS = { Document: 'html', Script: 'js', Stylesheet: 'css', Font: 'font', Image: 'image', Fetch: 'data', XHR: 'data' };

// The length of the body that the server sends for one content coding.
function bodyLength(upstream, path, coding) {
  return new Promise((resolve, reject) => {
    const headers = { 'accept-encoding': coding };
    http
      .get({ host: '127.0.0.1', port: upstream, path, headers }, (answer) => {
        let length = 0;
        answer.on('data', (part) => {
          length += part.length;
        });
        answer.on('end', () => resolve(length));
      })
      .on('error', reject);
  });
}

export async function measureBytes({ chrome, url, upstream, ready }) {
  const origin = new URL(url).origin;
  return withPage(chrome, async (page, devtools) => {
    const requests = new Map();
    const complaints = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
    await devtools.send('Network.enable');
    devtools.on('Network.requestWillBeSent', ({ requestId, request, type }) => {
      if (/^https?:/.test(request.url)) requests.set(requestId, { url: request.url, type });
    });
    devtools.on('Network.responseReceived', ({ requestId, response }) => {
      const request = requests.get(requestId);
      if (request) request.status = response.status;
    });
    await page.addInitScript(watchForReady, ready);
    await page.goto(url, { waitUntil: 'load' });
    await page.waitForFunction(() => window.ready, null, { timeout: 20_000 });
    await pause(3000);

    const sums = { requests: 0, raw: 0, gzip: 0, brotli: 0, kinds: {}, foreign: [], complaints };
    for (const { url: address, type, status } of requests.values()) {
      const { origin: from, pathname, search } = new URL(address);
      if (from !== origin) {
        sums.foreign.push(address);
        continue;
      }
      const kind = pathname.endsWith('.wasm') ? 'wasm' : (KINDS[type] ?? 'other');
      const sizes = { raw: 0, gzip: 0, brotli: 0 };
      // A stream of events has no end to wait for.
      if (type !== 'EventSource') {
        sizes.raw = await bodyLength(upstream, pathname + search, 'identity');
        sizes.gzip = await bodyLength(upstream, pathname + search, 'gzip');
        sizes.brotli = await bodyLength(upstream, pathname + search, 'br');
      }
      sums.requests += 1;
      sums.kinds[kind] ??= { requests: 0, raw: 0, gzip: 0, brotli: 0 };
      sums.kinds[kind].requests += 1;
      for (const [coding, size] of Object.entries(sizes)) {
        sums[coding] += size;
        sums.kinds[kind][coding] += size;
      }
      if (status >= 400) complaints.push(`${status} ${pathname}`);
    }
    return sums;
  });
}
