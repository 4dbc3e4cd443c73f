// The browser of every measurement: fresh, silent, and cut off from everything but this machine.
import { chromium } from '@playwright/test';

export const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--ignore-certificate-errors',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
];

// A mid-range phone, as Lighthouse's mobile preset has it.
const PHONE = {
  viewport: { width: 412, height: 823 },
  deviceScaleFactor: 1.75,
  isMobile: true,
  hasTouch: true,
  ignoreHTTPSErrors: true,
};

// Opens a new browser, gives its page to `visit`, and closes it whatever happens.
export async function withPage(chrome, visit) {
  const browser = await chromium.launch({ executablePath: chrome, args: FLAGS });
  try {
    const context = await browser.newContext(PHONE);
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    return await visit(page, devtools);
  } finally {
    await browser.close();
  }
}

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
