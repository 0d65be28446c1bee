type Schema = Record<string, unknown>;

/** The largest number that JSON carries safely says nothing of the field. */
const LARGEST = Number.MAX_SAFE_INTEGER;

/** A schema in few words, as types are written: `{ id: integer, file: string | null }`. `name`: how what is described elsewhere is written. */
export function notation(schema: unknown, name: (id: string) => string, escape: (text: string) => string, indent = ''): string {
  const one = schema as Schema;
  const inner = (part: unknown, deeper = indent) => notation(part, name, escape, deeper);
  if (typeof one.$ref === 'string') return name(one.$ref.split('/').at(-1)!);
  if ('const' in one) return escape(JSON.stringify(one.const));
  if (Array.isArray(one.enum)) return one.enum.map((value) => escape(JSON.stringify(value))).join(' | ');
  const choices = (one.anyOf ?? one.oneOf) as unknown[] | undefined;
  if (choices !== undefined) return choices.map((choice) => inner(choice)).join(' | ');
  if (one.type === 'array') return Array.isArray(one.prefixItems) ? `[${one.prefixItems.map((item) => inner(item)).join(', ')}]` : listOf(inner(one.items));
  if (one.type === 'object') return objectOf(one, inner, escape, indent);
  return escape([typeOf(one), limitsOf(one), typeof one.pattern === 'string' ? one.pattern : ''].filter(Boolean).join(' '));
}

const listOf = (items: string) => (/ \| /.test(items) && !items.startsWith('{') ? `(${items})[]` : `${items}[]`);

const typeOf = ({ type, format }: Schema) => (typeof format === 'string' ? format : typeof type === 'string' ? type : 'anything');

/** As `1…50`; a length of a text, a value of a number. */
function limitsOf(schema: Schema): string {
  const [least, most] = [schema.minLength ?? schema.minimum, schema.maxLength ?? schema.maximum].map((limit) => (typeof limit === 'number' && Math.abs(limit) !== LARGEST ? String(limit) : ''));
  return least === '' && most === '' ? '' : `${least}…${most}`;
}

function objectOf({ properties = {}, required = [], additionalProperties }: Schema, inner: (part: unknown, deeper: string) => string, escape: (text: string) => string, indent: string): string {
  const deeper = `${indent}  `;
  const fields = Object.entries(properties as Schema).map(([field, schema]) => `${deeper}${escape(field)}${(required as string[]).includes(field) ? '' : '?'}: ${inner(schema, deeper)}\n`);
  if (typeof additionalProperties === 'object') fields.push(`${deeper}[name]: ${inner(additionalProperties, deeper)}\n`);
  return fields.length === 0 ? '{}' : `{\n${fields.join('')}${indent}}`;
}
