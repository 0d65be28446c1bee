import type { z } from 'zod';
import { Refusal } from '../refusal';

/** No name of ours is longer, and what else somebody wrote there is not said back to him. */
const NAME = /^[\w-]{1,40}$/;

/** What the schema makes of a value from outside. Refuses with `bad_request` what it does not take, and names the first field that is wrong, as `client.email`. */
export function parse<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Refusal('bad_request', { field: fieldOf(parsed.error) });
  return parsed.data;
}

function fieldOf({ issues }: z.ZodError): string | undefined {
  const [issue] = issues;
  const path = [...(issue?.path ?? []), ...(issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])].map(String);
  return path.length > 0 && path.every((name) => NAME.test(name)) ? path.join('.') : undefined;
}
