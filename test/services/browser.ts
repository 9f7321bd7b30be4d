import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import { skipped } from '../needs.js';

/** Where distributions put it; `CHROMIUM` names another one. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/**
 * A Chromium of this machine, without a window; whoever asks closes it.
 * @returns null, after the SKIP line, where there is none
 */
export const needsBrowser = async (suite: string): Promise<Browser | null> => {
  const executablePath = [process.env['CHROMIUM'] ?? '', ...PLACES].find((place) => place !== '' && existsSync(place));
  if (executablePath === undefined) {
    skipped(suite, 'browser', 'Chromium', 'apt-get install chromium, or CHROMIUM=<its path>');
    return null;
  }
  // Its sandbox needs what containers and root do not have; it opens nothing here but pages of ours on loopback.
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
};
