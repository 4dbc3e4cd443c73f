// Typing on a slow phone: from the key to the changed text, and to the next paint.
import { pause, withPage } from './chrome.mjs';

const PROCESSOR = 6;
const STROKES = 15;
const BETWEEN = 600;

// `written` characters stand there before, so that what is typed changes what is told about it.
export async function measureTyping({ chrome, url, input, output, written }) {
  return withPage(chrome, async (page, devtools) => {
    await page.goto(url, { waitUntil: 'load' });
    await page.waitForSelector(input, { state: 'visible' });
    await page.fill(input, 'a'.repeat(written));
    await page.focus(input);
    await page.keyboard.press('End');
    await page.evaluate((watched) => {
      window.strokes = { events: [], keys: [] };
      const { events, keys } = window.strokes;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          if (entry.interactionId) events.push([entry.interactionId, entry.duration]);
        }
      }).observe({ type: 'event', durationThreshold: 16 });
      addEventListener('keydown', (event) => keys.push({ at: event.timeStamp }), true);
      new MutationObserver(() => {
        const key = keys.at(-1);
        if (key) key.changed ??= performance.now() - key.at;
      }).observe(document.querySelector(watched), { childList: true, characterData: true, subtree: true });
    }, output);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: PROCESSOR });
    await pause(1000);
    for (let stroke = 0; stroke < STROKES; stroke += 1) {
      await page.keyboard.press(String(1 + (stroke % 9)));
      await pause(BETWEEN);
    }
    const { events, keys } = await page.evaluate(() => window.strokes);
    const longest = new Map();
    for (const [id, duration] of events) longest.set(id, Math.max(longest.get(id) ?? 0, duration));
    const changed = keys.map((key) => key.changed).filter(Number.isFinite);
    if (changed.length === 0) throw new Error(`typing into ${input} changes nothing in ${output}`);
    return { paints: [...longest.values()], changed };
  });
}
