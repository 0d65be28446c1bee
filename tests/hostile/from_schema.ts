import fc from 'fast-check';
import type { z } from 'zod';
import { hostileText, hostileValue } from './texts';

/** Values that mean something here, by the name of the field that carries them: ids of rooms and messages that there are. */
export type Known = Readonly<Record<string, readonly unknown[]>>;

/* The inside of a zod schema, as far as it is walked here. */
type Inside = {
  type: string;
  shape?: Record<string, Schema>;
  innerType?: Schema;
  element?: Schema;
  options?: readonly Schema[];
  in?: Schema;
  values?: readonly unknown[];
  entries?: Record<string, unknown>;
  format?: string;
};
type Schema = { def: Inside };

/**
 * Requests as somebody might send them who knows the schema and means no good: most of them have the right fields, many the right types,
 * some are right altogether; every so often a field is something else, missing, or one too many.
 */
export function fromSchema(schema: z.ZodType, known: Known): fc.Arbitrary<unknown> {
  const shaped = walk(schema as unknown as Schema, '', known);
  return fc.oneof({ weight: 8, arbitrary: shaped }, { weight: 2, arbitrary: fc.tuple(shaped, spoiling).map(([value, spoil]) => spoil(value)) }, { weight: 1, arbitrary: hostileValue });
}

function walk(schema: Schema, name: string, known: Known): fc.Arbitrary<unknown> {
  const { def } = schema;
  const inner = (next: Schema | undefined) => (next === undefined ? hostileValue : walk(next, name, known));
  switch (def.type) {
    case 'object': {
      const fields = Object.entries(def.shape ?? {});
      const required = fields.filter(([, { def: field }]) => field.type !== 'optional').map(([field]) => field);
      return fc.record(Object.fromEntries(fields.map(([field, next]) => [field, walk(next, field, known)])), { requiredKeys: required });
    }
    case 'optional':
    case 'default':
    case 'readonly':
      return inner(def.innerType);
    case 'nullable':
      return fc.oneof(fc.constant(null), inner(def.innerType));
    case 'array':
      return fc.array(inner(def.element), { maxLength: 4 });
    case 'union':
      return fc.oneof(...(def.options ?? []).map((option) => walk(option, name, known)));
    case 'pipe':
      return inner(def.in);
    case 'literal':
      return leaf(fc.constantFrom(...(def.values ?? [])), name, known);
    case 'enum':
      return leaf(fc.constantFrom(...Object.values(def.entries ?? {})), name, known);
    case 'boolean':
      return leaf(fc.boolean(), name, known);
    case 'number':
      return leaf(fc.oneof(fc.nat(5), fc.maxSafeInteger()), name, known);
    case 'string':
      return leaf(def.format === 'uuid' ? fc.uuid() : def.format === 'datetime' ? fc.date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-12-31') }).map((date) => date.toISOString()) : hostileText, name, known);
    default:
      return hostileValue;
  }
}

function leaf(right: fc.Arbitrary<unknown>, name: string, known: Known): fc.Arbitrary<unknown> {
  const real = known[name] ?? [];
  return fc.oneof({ weight: 6, arbitrary: right }, { weight: 1, arbitrary: hostileValue }, ...(real.length > 0 ? [{ weight: 20, arbitrary: fc.constantFrom(...real) }] : []));
}

/** A change to a whole request: a field gone, one too many, another type. */
const spoiling: fc.Arbitrary<(value: unknown) => unknown> = fc.oneof(
  fc.nat(9).map((at) => (value: unknown) => without(value, at)),
  fc.tuple(fc.constantFrom('id', 'role', 'is_admin', '__proto__', 'constructor', 'toJSON', ''), hostileValue).map(([key, extra]) => (value: unknown) => withField(value, key, extra)),
  fc.constant((value: unknown) => [value]),
  fc.constant((value: unknown) => JSON.stringify(value)),
);

function without(value: unknown, at: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  return entries.length === 0 ? value : Object.fromEntries(entries.filter((_entry, index) => index !== at % entries.length));
}

function withField(value: unknown, key: string, extra: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  // Through text, so that `__proto__` becomes a field of its own.
  return JSON.parse(`{${JSON.stringify(key)}:${JSON.stringify(extra) ?? 'null'}${Object.keys(value).length > 0 ? `,${JSON.stringify(value).slice(1, -1)}` : ''}}`);
}
