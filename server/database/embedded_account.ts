import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';

/** Who the database server runs as: null is the account of this process. */
export type Account = { uid: number; gid: number } | null;

/**
 * The account for a cluster. PostgreSQL refuses to run as root, so root hands it to the owner of an existing cluster, or to an account
 * that is there for such things, or to a new one of our own.
 */
export function chooseAccount(cluster: string): Account {
  if (process.getuid?.() !== 0) return null;
  const owner = statSync(cluster, { throwIfNoEntry: false });
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const account = find('postgres') ?? find('orderline') ?? create('orderline') ?? find('nobody');
  if (account === null) throw new Error('PostgreSQL does not run as root, and no other account is to be had: create one named postgres, or set DATABASE_URL.');
  return account;
}

function find(name: string): Account {
  const line = readFileSync('/etc/passwd', 'utf8').split('\n').find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined || Number(uid) === 0 ? null : { uid: Number(uid), gid: Number(gid) };
}

function create(name: string): Account {
  spawnSync('useradd', ['--system', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin', name], { stdio: 'ignore' });
  return find(name);
}

/** Whether the account can enter a folder and write there; asked by trying, because rights hide in every parent. */
export const canWriteIn = (account: Account, folder: string): boolean => holds(account, 'cd "$1" && test -w .', folder);

/** Whether the account can read a file. */
export const canRead = (account: Account, file: string): boolean => holds(account, 'test -r "$1"', file);

function holds(account: Account, condition: string, path: string): boolean {
  if (account === null) return true;
  return spawnSync('/bin/sh', ['-c', condition, 'sh', path], { ...account, cwd: '/', stdio: 'ignore' }).status === 0;
}
