import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** The other version: a folder that `npm run test:upgrade` has built of an earlier commit, and what it calls that one. */
export const older = { folder: process.env.UPGRADE_FROM ?? '', ref: process.env.UPGRADE_REF ?? '' };

export const olderServer = resolve(older.folder, 'dist/server/index.js');
export const olderPages = resolve(older.folder, 'dist/renderer');
export const newerServer = resolve(root, 'dist/server/index.js');
export const newerMigrate = resolve(root, 'dist/server/migrate.js');
/** Packages for programs, where a version has one. */
export const packages = { older: resolve(older.folder, 'dist/client_package/index.js'), newer: resolve(root, 'dist/client_package/index.js') };
