import { z } from 'zod';
import type { Happening } from '../happening';

const users = z.array(z.number()).readonly();
const shown = z.object({ user: z.number(), rooms: z.array(z.object({ room: z.number(), is_writing: z.boolean() })).readonly() });
/** A process of ours made it, from what the domain says has happened. */
const happening = z.custom<Happening>((value) => typeof value === 'object' && value !== null && ('fact' in value || 'close' in value));

const said = z.discriminatedUnion('kind', [
  /** I live. */
  z.object({ kind: z.literal('beat') }),
  z.object({ kind: z.literal('happened'), happenings: z.array(happening).readonly() }),
  /** Users whose first connection to me has come, and whose last one has gone. */
  z.object({ kind: z.literal('moved'), came: users, gone: users }),
  /** What a user shows by me. */
  z.object({ kind: z.literal('shows'), shown }),
  /** Tell me all you have: `of` one process, null: everyone. */
  z.object({ kind: z.literal('ask'), of: z.string().nullable() }),
  /** All that I have. */
  z.object({ kind: z.literal('all'), users, shown: z.array(shown) }),
  /** I end in order; my users may come to you. */
  z.object({ kind: z.literal('bye') }),
]);

/** A text between processes: whose, the how manieth of his, and what it says. */
const envelope = z.object({ node: z.string(), n: z.number(), said });

/** What one process says to the others. */
export type Said = z.infer<typeof said>;
export type Envelope = z.infer<typeof envelope>;

/** Undefined for what cannot be read: another version may say more than this one knows. */
export function readEnvelope(text: string): Envelope | undefined {
  try {
    return envelope.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
