import type { z } from 'zod';
import { Refusal } from '../refusal';

/** What the schema makes of a value from outside. Refuses with `bad_request` what it does not take. */
export function parse<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Refusal('bad_request');
  return parsed.data;
}
