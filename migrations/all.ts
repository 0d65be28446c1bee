import { accounts } from './0001_accounts';
import type { Migration } from './migration';
import { rooms } from './0002_rooms';

/** Every step, in order. */
export const migrations: readonly Migration[] = [accounts, rooms];
