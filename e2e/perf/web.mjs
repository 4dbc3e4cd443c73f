// First load, Lighthouse and typing of the portal and the terminal, against the budget.
//   node perf/web.mjs --upstream PORT --front PORT --chrome PATH --out FILE [--runs 5]
// The server runs already on `--upstream`; its public address is https://localhost:<front>.
import fs from 'node:fs';
import { parseArgs } from 'node:util';

import { measureBytes } from './bytes.mjs';
import { front } from './front.mjs';
import { measureLighthouse } from './lighthouse.mjs';
import { median, percentile, range } from './statistics.mjs';
import { measureThrottled } from './throttled.mjs';
import { measureTyping } from './typing.mjs';

// Where each is measured. `form` is a page that a guest reaches directly and types into at once.
const SITES = {
  portal: {
    home: '/',
    ready: 'main h1',
    form: '/appeals/new',
    formReady: 'main textarea',
    input: 'main textarea',
    output: 'main .textarea__count',
    // The count is told near the limit of 4000.
    written: 3900,
  },
  kiosk: { home: '/kiosk/', ready: 'main button', form: '/kiosk/', formReady: 'main button' },
};

// What must hold; sizes in bytes, times in milliseconds.
const BUDGET = {
  portal: [
    ['first load, brotli', (site) => site.bytes.brotli, 'at most', 300_000],
    ['form usable, throttled', (site) => site.throttled.usable, 'at most', 1800],
    ['Lighthouse performance', (site) => site.lighthouse.scores.performance, 'at least', 95],
    ['Lighthouse accessibility', (site) => site.lighthouse.scores.accessibility, 'at least', 100],
    ['Lighthouse best practices', (site) => site.lighthouse.scores['best-practices'], 'at least', 100],
    ['Lighthouse SEO', (site) => site.lighthouse.scores.seo, 'at least', 100],
    ['messages on the console', (site) => site.bytes.complaints.length, 'at most', 0],
    ['requests to other sites', (site) => site.bytes.foreign.length, 'at most', 0],
  ],
  kiosk: [
    ['messages on the console', (site) => site.bytes.complaints.length, 'at most', 0],
    ['requests to other sites', (site) => site.bytes.foreign.length, 'at most', 0],
  ],
};

const { values: options } = parseArgs({
  options: {
    upstream: { type: 'string' },
    front: { type: 'string' },
    chrome: { type: 'string' },
    out: { type: 'string' },
    runs: { type: 'string', default: '5' },
  },
});
const runs = Number(options.runs);
const upstream = Number(options.upstream);
const { url: origin } = await front(Number(options.front), upstream);
const tell = (...words) => console.log('   ', ...words);

const sites = {};
for (const [name, site] of Object.entries(SITES)) {
  const page = { chrome: options.chrome, url: origin + site.home, ready: site.ready, upstream };
  const bytes = await measureBytes(page);
  sites[name] = { bytes, lighthouse: [], throttled: [], typing: [] };
  tell(`${name}: ${bytes.requests} requests, ${bytes.brotli} bytes with brotli`);
}
for (let run = 1; run <= runs; run += 1) {
  for (const [name, site] of Object.entries(SITES)) {
    const home = { chrome: options.chrome, url: origin + site.home };
    const form = { chrome: options.chrome, url: origin + site.form, ready: site.formReady };
    const measured = sites[name];
    measured.lighthouse.push(await measureLighthouse(home));
    measured.throttled.push(await measureThrottled(form));
    if (site.input) measured.typing.push(await measureTyping({ ...form, ...site }));
    const { scores } = measured.lighthouse.at(-1);
    tell(`run ${run} of ${runs}, ${name}: Lighthouse ${Object.values(scores).join('/')},`,
      `form usable at ${Math.round(measured.throttled.at(-1).usable)} ms`);
  }
}

// Medians of the runs, and between what they lay.
function summary({ bytes, lighthouse, throttled, typing }) {
  const names = (part) => Object.keys(part ?? {});
  const each = (list, pick, fold) => Object.fromEntries(names(pick(list[0])).map((name) => [name, fold(list.map((one) => pick(one)[name]))]));
  return {
    bytes,
    lighthouse: {
      scores: each(lighthouse, (run) => run.scores, median),
      times: each(lighthouse, (run) => run.times, median),
      ranges: each(lighthouse, (run) => run.scores, range),
      lost: lighthouse.at(-1).lost,
      machine: median(lighthouse.map((run) => run.machine)),
    },
    throttled: { ...each(throttled, (run) => run, median), ranges: each(throttled, (run) => run, range) },
    typing: typing.length
      ? {
          keyToTextMedian: median(typing.flatMap((run) => run.changed)),
          keyToText95: percentile(typing.flatMap((run) => run.changed), 0.95),
          keyToPaintMedian: median(typing.flatMap((run) => run.paints)),
        }
      : null,
  };
}

const summaries = Object.fromEntries(Object.entries(sites).map(([name, site]) => [name, summary(site)]));
const budget = Object.entries(BUDGET).flatMap(([name, rows]) =>
  rows.map(([what, read, bound, limit]) => {
    const value = read(summaries[name]);
    const holds = value !== null && value !== undefined && (bound === 'at most' ? value <= limit : value >= limit);
    return { site: name, what, value: value ?? null, bound, limit, holds };
  }),
);
fs.writeFileSync(options.out, `${JSON.stringify({ runs, sites: summaries, budget }, null, 2)}\n`);
process.exit(0);
