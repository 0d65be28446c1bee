import { createHash, randomBytes } from 'node:crypto';

/** What a notification is about, in a form that survives this program: the system gives it back when the user answers an old one. */
export type AlertKey = { room: number; seq: number; user: number; mark: string };

/** Whose a notification is. Ids of users are each server's own, so neither says it alone. */
export type Owner = { server: string; user: number };

const SHAPE = /^r([1-9]\d{0,15})s(\d{1,16})u([1-9]\d{0,15})k([0-9a-f]{16})$/;

/** A key of its own for each notification that is shown. */
export function newAlertKey(room: number, seq: number, user: number): AlertKey {
  return { room, seq, user, mark: randomBytes(8).toString('hex') };
}

/** The key as one word of letters and digits: systems take nothing else in an identifier. */
export function writeAlertKey({ room, seq, user, mark }: AlertKey): string {
  return `r${room}s${seq}u${user}k${mark}`;
}

/** The key that was written so; null for anything else. */
export function readAlertKey(text: string): AlertKey | null {
  const [, room, seq, user, mark] = SHAPE.exec(text) ?? [];
  if (room === undefined || seq === undefined || user === undefined || mark === undefined) return null;
  const key = { room: Number(room), seq: Number(seq), user: Number(user), mark };
  return [key.room, key.seq, key.user].every(Number.isSafeInteger) ? key : null;
}

/** The id of what was done to a notification: the same deed, told twice by the system, has the same one. */
export function deedId(key: AlertKey, kind: string, text: string): string {
  const hex = createHash('sha256').update(`${writeAlertKey(key)} ${kind} ${text}`).digest('hex');
  // A UUID of the form that is made of a hash (RFC 9562, version 8).
  const variant = '89ab'[parseInt(hex.charAt(16), 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
