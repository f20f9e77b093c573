import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** The browser of the machine, since Playwright's own would have to be downloaded. */
export function chromium(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(
    existsSync,
  );
  if (found === undefined) throw new Error(`None of ${NAMES.join(', ')} is installed.`);
  return found;
}
