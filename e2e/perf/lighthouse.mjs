// Lighthouse with its default mobile preset, each time in a fresh browser.
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

import { FLAGS } from './chrome.mjs';

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];

const TIMES = {
  fcp: 'first-contentful-paint',
  lcp: 'largest-contentful-paint',
  tti: 'interactive',
  tbt: 'total-blocking-time',
};

// Scores from 0 to 100, times in milliseconds, and the audits that cost points.
export async function measureLighthouse({ chrome, url }) {
  const browser = await launch({ chromePath: chrome, chromeFlags: ['--headless', ...FLAGS], logLevel: 'silent' });
  try {
    const flags = { port: browser.port, logLevel: 'silent', output: 'json', onlyCategories: CATEGORIES };
    const { lhr } = await lighthouse(url, flags);
    if (lhr.runtimeError) throw new Error(`${lhr.runtimeError.code}: ${lhr.runtimeError.message}`);
    const scores = {};
    const lost = {};
    for (const [name, category] of Object.entries(lhr.categories)) {
      scores[name] = Math.round(category.score * 100);
      lost[name] = category.auditRefs
        .filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1)
        .map(({ id }) => id);
    }
    const times = Object.fromEntries(
      Object.entries(TIMES).map(([name, audit]) => [name, lhr.audits[audit]?.numericValue]),
    );
    return { scores, times, lost, machine: lhr.environment.benchmarkIndex };
  } finally {
    browser.kill();
  }
}
