import { z } from 'zod';
import { room } from './entities';
import { id, line } from './fields';
import { LABEL_COLORS, LABEL_NAME_MAX } from './limits';

/** Labels: words that experts put on rooms, out of one catalogue for all of them. No client ever receives anything of them. */

const labelName = line(LABEL_NAME_MAX).transform((text) => text.trim().normalize('NFC'));
const labelColor = z.enum(LABEL_COLORS);

export const labelRequests = {
  /** The whole catalogue, what is retired included. */
  'label:list': z.strictObject({}),
  'label:make': z.strictObject({ name: labelName, color: labelColor }),
  /** For whoever made it, and for admins. `is_retired`: it is offered no more, and rooms that have it keep it. */
  'label:change': z.strictObject({ id, name: labelName.optional(), color: labelColor.optional(), is_retired: z.boolean().optional() }),
  /** Puts a label on a room or takes it off, for its experts; again changes nothing. */
  'room:label': z.strictObject({ room: id, label: id, is_on: z.boolean() }),
} as const;

const label = z.object({
  id,
  name: z.string(),
  color: labelColor,
  is_retired: z.boolean(),
  /** Whether the asking user may rename, recolour and retire it. */
  is_editable: z.boolean(),
});

export const labelAnswers = {
  'label:list': z.object({ labels: z.array(label) }),
  'label:make': z.object({ label }),
  'label:change': z.object({ label }),
  /** `is_changed`: the room had it not before, or had it. */
  'room:label': z.object({ room, is_changed: z.boolean() }),
} as const;

export type LabelColor = (typeof LABEL_COLORS)[number];
export type Label = z.infer<typeof label>;
