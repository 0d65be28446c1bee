/** Everybody who may come, seen from one order. */
export const CALLERS = ['anonymous', 'client', 'stranger', 'expert', 'colleague', 'other_expert', 'former_expert', 'former_colleague', 'lead', 'other_lead', 'invited_elsewhere', 'disabled', 'admin', 'key', 'poor_key', 'expired', 'forged'] as const;
export type Kind = (typeof CALLERS)[number];
/** `ok`, or the code of the refusal. */
export type Row = Record<Kind, string>;

/** Who may read what the order holds. */
export const INSIDE: readonly Kind[] = ['client', 'expert', 'colleague', 'key', 'poor_key'];

const nobody: Row = Object.fromEntries(CALLERS.map((kind) => [kind, 'unauthorized'])) as Row;
/** The same for everybody. */
export const everybody = (outcome: string): Row => Object.fromEntries(CALLERS.map((kind) => [kind, outcome])) as Row;
/** For signed-in people: the order's two sides, and everybody else, who stands outside. */
export const people = (own: string, foreign: string, more: Partial<Row> = {}): Row => ({
  ...nobody,
  client: own,
  expert: own,
  stranger: foreign,
  other_expert: foreign,
  former_expert: foreign,
  invited_elsewhere: foreign,
  admin: foreign,
  expired: 'token_expired',
  lead: more.other_expert ?? foreign,
  other_lead: more.other_expert ?? foreign,
  colleague: more.expert ?? own,
  former_colleague: more.former_expert ?? foreign,
  ...more,
});
/** For experts, leads and admins with a full session; whoever is a client may not even ask. */
export const staff = (own: string, foreign: string): Row => people(own, foreign, { client: 'forbidden', stranger: 'forbidden', invited_elsewhere: 'forbidden' });
/** For experts, leads and admins with a full session, whatever they are to this order. */
export const staffOnly = (outcome: string): Row => people('forbidden', 'forbidden', { expert: outcome, other_expert: outcome, former_expert: outcome, admin: outcome });
/** For whoever answers orders: experts and leads. */
export const expertsOnly = (outcome: string): Row => ({ ...staffOnly(outcome), colleague: outcome, former_colleague: outcome, admin: 'forbidden' });
/** For leads and admins. */
export const leadsOnly = (outcome: string): Row => people('forbidden', 'forbidden', { lead: outcome, other_lead: outcome, admin: outcome });
/** For admins alone. */
export const adminsOnly = (outcome: string): Row => people('forbidden', 'forbidden', { admin: outcome });
/** For API keys of the scope alone. */
export const keys: Row = { ...nobody, key: 'ok', poor_key: 'forbidden' };
