// The changelog has a section for the version that package.json names, with something in it.
// node scripts/checks/changelog.mjs [folder]
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJson, root } from './read.mjs';

const { version } = readJson('package.json');
const section = readFileSync(join(root, 'CHANGELOG.md'), 'utf8').split(/^## /m).find((part) => part.startsWith(`${version} `) || part.startsWith(`${version}\n`));
if (section === undefined || section.trim().split('\n').length < 2) {
  console.log(`CHANGELOG.md has no section "## ${version}"`);
  process.exitCode = 1;
}
