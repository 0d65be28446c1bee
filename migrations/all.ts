import { accounts } from './0001_accounts';
import type { Migration } from './migration';
import { rooms } from './0002_rooms';
import { search } from './0006_search';
import { versions } from './0007_versions';

/** Every step, in order. */
export const migrations: readonly Migration[] = [accounts, rooms, search, versions];
