// Clients that others wrote against the sandbox: no browser, only Playwright's runner.
import { defineConfig } from '@playwright/test';

export default defineConfig({ testDir: '.', outputDir: '../test-results', forbidOnly: true, workers: 1, timeout: 30_000 });
