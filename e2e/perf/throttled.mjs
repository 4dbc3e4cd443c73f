// Loading on a slow phone, really slowed down: processor, line and each request.
import { pause, withPage } from './chrome.mjs';
import { watchForReady } from './ready.mjs';

const LINE = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 };
const PROCESSOR = 4;

// First paint, largest paint and the moment the form works, in milliseconds.
export async function measureThrottled({ chrome, url, ready }) {
  return withPage(chrome, async (page, devtools) => {
    await page.goto('about:blank');
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', LINE);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: PROCESSOR });
    await page.addInitScript(watchForReady, ready);
    await page.addInitScript(() => {
      new PerformanceObserver((list) => {
        window.largest = list.getEntries().at(-1).startTime;
      }).observe({ type: 'largest-contentful-paint', buffered: true });
    });
    await page.goto(url, { waitUntil: 'commit', timeout: 60_000 });
    await page.waitForFunction(() => window.ready, null, { timeout: 60_000, polling: 250 });
    await pause(1500);
    return page.evaluate(() => ({
      fcp: performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
      lcp: window.largest,
      usable: window.ready,
    }));
  });
}
