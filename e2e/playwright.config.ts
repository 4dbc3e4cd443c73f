// Journeys in a real browser on the real server and sandbox. `cargo xtask test` sets the environment.
import { defineConfig } from '@playwright/test';

const executablePath = process.env.CHROME_PATH ?? '/usr/bin/chromium';

export default defineConfig({
  testDir: '.',
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  // A second try tells what is broken from what was slow; whatever needed it is named at the end of the run.
  retries: 1,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  use: {
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    locale: 'ru-RU',
    timezoneId: 'Europe/Moscow',
    screenshot: 'only-on-failure',
    // Recording every step of every test costs a quarter of their time: only what failed is run again with a record.
    trace: 'on-first-retry',
    launchOptions: {
      executablePath,
      args: [
        '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
        '--disable-component-update', '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'desktop', testMatch: 'journeys/**/*.spec.ts', use: { viewport: { width: 1280, height: 900 } } },
    {
      name: 'phone',
      testMatch: 'journeys/**/*.spec.ts',
      use: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
    },
    { name: 'kiosk', testMatch: 'kiosk/**/*.spec.ts', use: { viewport: { width: 1080, height: 1920 }, hasTouch: true } },
    {
      name: 'accessibility',
      testMatch: 'accessibility/**/*.spec.ts',
      // Colours are measured at rest, not on their way from one theme to the next.
      use: { viewport: { width: 1280, height: 900 }, contextOptions: { reducedMotion: 'reduce' } },
    },
    ...(process.env.SVETLITSA_PICTURES ? [{ name: 'pictures', testMatch: 'pictures/**/*.spec.ts' }] : []),
  ],
});
