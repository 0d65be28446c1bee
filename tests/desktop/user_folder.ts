import { rmSync } from 'node:fs';
import { afterAll } from 'vitest';
import { temporaryFolder } from '../support/folder';

const folders: string[] = [];

// Registered first, so it runs when the programs of the file have ended. A browser's profile is too large to be left lying about.
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** A folder for one user's data of the desktop; gone when the test file is over. */
export function userFolder(name = 'user'): string {
  const folder = temporaryFolder(name);
  folders.push(folder);
  return folder;
}
