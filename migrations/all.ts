import { accounts } from './0001_accounts';
import type { Migration } from './migration';
import { rooms } from './0002_rooms';
import { attachments } from './0003_attachments';
import { notes } from './0004_notes';
import { later } from './0005_later';
import { search } from './0006_search';
import { versions } from './0007_versions';
import { drafts } from './0008_drafts';
import { clientExtras } from './0009_client_extras';
import { letters } from './0010_letters';
import { triage } from './0011_triage';
import { promises } from './0012_promises';
import { colleagues } from './0013_colleagues';
import { queue } from './0014_queue';
import { labels } from './0015_labels';
import { numbers } from './0016_numbers';
import { signIn } from './0018_sign_in';
import { teams } from './0019_teams';
import { transfers } from './0020_transfers';
import { floor } from './0021_floor';
import { serviceLevels } from './0022_service_levels';
import { webhooks } from './0025_webhooks';
import { api } from './0026_api';
import { administration } from './0028_administration';
import { uploadLocks } from './0031_upload_locks';

/** Every step, in order. */
export const migrations: readonly Migration[] = [accounts, rooms, attachments, notes, later, search, versions, drafts, clientExtras, letters, triage, promises, colleagues, queue, labels, numbers, signIn, teams, transfers, floor, serviceLevels, webhooks, api, administration, uploadLocks];
