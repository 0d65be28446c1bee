import { z } from 'zod';
import { id, line, timeZone } from './fields';
import { HOLIDAYS_MAX, HOURS_OF_DAY_MAX, POLICY_NAME_MAX, TARGET_MINUTES_MAX, TEAMS_MAX } from './limits';
import { nothing } from './nothing';
import { PRIORITIES, type Policy } from './service_level';

/** The policies by which service levels are counted. No client ever receives anything of them. */

export const priority = z.enum(PRIORITIES);

const clockTime = /^([01]\d|2[0-3]):[0-5]\d$/;
const hours = z.strictObject({ from: z.string().regex(clockTime), to: z.string().refine((text) => clockTime.test(text) || text === '24:00') });
const minutes = z.number().int().min(1).max(TARGET_MINUTES_MAX).nullable();
const shownTarget = z.object({ first_minutes: minutes, next_minutes: minutes });
const target = z.strictObject({ first_minutes: minutes, next_minutes: minutes });

export const policyInput = z.strictObject({
  name: line(POLICY_NAME_MAX).transform((text) => text.trim().normalize('NFC')),
  /** Orders of these priorities; none: all for which no other policy is. */
  priorities: z.array(priority).max(PRIORITIES.length).transform((list) => PRIORITIES.filter((one) => list.includes(one))),
  /** Orders of these teams; none: whatever no policy of a team is for. Not named, they stay as they are. */
  teams: z.array(id).max(TEAMS_MAX).transform((list) => [...new Set(list)].sort((one, two) => one - two)).optional(),
  targets: z.strictObject({ low: target, normal: target, high: target, urgent: target }),
  calendar: z.strictObject({
    zone: timeZone,
    /** Monday first. */
    days: z.array(z.array(hours).max(HOURS_OF_DAY_MAX)).length(7),
    holidays: z.array(z.iso.date()).max(HOLIDAYS_MAX).transform((days) => [...new Set(days)].sort()),
  }),
});

export const policyRequests = {
  /** All of them, those for teams last. */
  'policy:list': z.strictObject({}),
  /** Makes one, or with an `id` changes it; for admins. No two may be for the same orders. */
  'policy:save': policyInput.extend({ id: id.optional() }),
  'policy:delete': z.strictObject({ id }),
} as const;

export type PolicyInput = z.output<typeof policyInput>;

/** A policy as everybody of the experts' side counts by it. */
const policy: z.ZodType<Policy> = z.object({
  id,
  name: z.string(),
  priorities: z.array(priority),
  teams: z.array(id).optional(),
  targets: z.object({ low: shownTarget, normal: shownTarget, high: shownTarget, urgent: shownTarget }),
  calendar: z.object({ zone: z.string(), days: z.array(z.array(z.object({ from: z.string(), to: z.string() }))), holidays: z.array(z.string()) }),
});

export const policyAnswers = {
  'policy:list': z.object({ policies: z.array(policy) }),
  'policy:save': z.object({ policy }),
  'policy:delete': nothing,
} as const;
