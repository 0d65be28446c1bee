import { relative } from 'node:path';
import { BaseSequencer } from 'vitest/node';

/** The files that take long although they are short to read, the longest of each project first. */
const LONG = [
  'tests/server/numbers.property.test.ts',
  'tests/later/crash.test.ts',
  'tests/setup/embedded.test.ts',
  'tests/flows/client_page.test.ts',
  'tests/flows/files.test.ts',
  'tests/flows/composing.test.ts',
  'tests/flows/order_chat.test.ts',
  'tests/desktop/console.test.ts',
  'tests/flows/day.test.ts',
  'tests/flows/offline.test.ts',
  'tests/flows/notes.test.ts',
  'tests/flows/console_settings.test.ts',
  'tests/flows/drafts.test.ts',
  'tests/flows/keys.test.ts',
  'tests/flows/emoji.test.ts',
  'tests/flows/search.test.ts',
  'tests/flows/console.test.ts',
  'tests/desktop/shell.test.ts',
  'tests/desktop/alert_rules.test.ts',
  'tests/desktop/killed.test.ts',
  'tests/desktop/window.test.ts',
  'tests/flows/jump.test.ts',
  'tests/flows/sign_in.test.ts',
];

/** Begins with the files that take longest, so that no worker is left with one of them while the others have nothing to do any more; project after project, because a worker is given up when the next file is of another. */
export class LongestFirst extends BaseSequencer {
  async sort(files) {
    const place = (file) => {
      const found = LONG.indexOf(relative(file.project.config.root, file.moduleId));
      return found === -1 ? LONG.length : found;
    };
    const projects = [...new Set(files.map((file) => file.project))];
    const turn = (file) => projects.indexOf(file.project);
    // Whatever is not in the list comes by its size.
    return (await super.sort(files)).sort((one, other) => turn(one) - turn(other) || place(one) - place(other));
  }
}
