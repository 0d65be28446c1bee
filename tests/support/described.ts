import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { acknowledgments, requestError } from '../../protocol/acknowledgments';
import { errorAnswer } from '../../protocol/answers';
import type { ErrorCode } from '../../protocol/errors';
import type { Acknowledgment, RequestName } from '../../protocol/requests';
import { httpAccess, type RouteName } from '../../server/access';
import { descriptions } from '../../server/openapi/descriptions';
import { refusalsOf } from '../../server/openapi/refusals';

/** What came back: `body` as parsed, undefined where there was none or it is no JSON. */
export type Came = { status: number; body: unknown };

const patterns = (Object.keys(httpAccess) as RouteName[])
  .map((name) => {
    const [method, path] = name.split(' ') as [string, string];
    return { name, method, holes: path.split(':').length, shape: new RegExp(`^${path.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}/?$`) };
  })
  // A path that is written out goes before one with a hole.
  .sort((a, b) => a.holes - b.holes);

/** The route that answers such a request; undefined: none does. */
export function routeFor(method: string, path: string): RouteName | undefined {
  const plain = path.split(/[?#]/)[0]!;
  const among = (verb: string) => patterns.find((one) => one.method === verb && one.shape.test(plain))?.name;
  return among(method) ?? (method === 'HEAD' ? among('GET') : undefined);
}

/** Why an answer is not as the API's description says; undefined: it is. A field that is not described is wrong too. */
export function misfit(method: string, path: string, { status, body }: Came): string | undefined {
  const name = routeFor(method, path);
  if (name === undefined) return undefined;
  const about = descriptions[name];
  if (status >= 400 && body !== undefined) {
    const wrong = difference(errorAnswer, body);
    if (wrong !== undefined) return `${name} ${status}: ${wrong}`;
    const { code } = body as { code: ErrorCode };
    const isKnown = refusalsOf(name, about, { hasBody: true }).some((one) => one.status === status && one.code === code);
    return isKnown ? undefined : `${name}: ${status} ${code} is not described`;
  }
  const isKept = status === 304 && httpAccess[name].who === 'api_key';
  if (!isKept && status !== (about.status ?? 200) && !(about.also ?? []).includes(status)) return `${name}: ${status} is not described`;
  const schema = about.list === undefined ? about.answer : z.array(about.list);
  if (body === undefined) return schema === null || about.may_be_empty || about.type !== undefined || method === 'HEAD' || [204, 304].includes(status) ? undefined : `${name} ${status}: nothing came`;
  const wrong = schema === null ? 'nothing is described' : difference(schema, body);
  return wrong === undefined ? undefined : `${name} ${status}: ${wrong}`;
}

/** Why an acknowledgment is not as its schema says; undefined: it is. */
export function misacknowledged<N extends RequestName>(name: N, came: Acknowledgment<N>): string | undefined {
  const { ok, ...beside } = came as { ok: boolean; error?: unknown };
  const wrong = ok ? difference(acknowledgments[name], beside) : (difference(requestError, beside.error) ?? (Object.keys(beside).length > 1 ? 'more than an error' : undefined));
  return wrong === undefined ? undefined : `${name}, ${ok ? 'done' : 'refused'}: ${wrong}`;
}

/** What does not fit the schema, or is not in it: parsing drops what a schema does not name. Undefined: all fits. */
export function difference(schema: z.ZodType, value: unknown): string | undefined {
  const { data, error } = schema.safeParse(value);
  if (error !== undefined) return z.prettifyError(error);
  return isDeepStrictEqual(data, value) ? undefined : `fields that are not described: ${lost(value, data).join(', ')}`;
}

function lost(whole: unknown, known: unknown, at = ''): string[] {
  if (typeof whole !== 'object' || whole === null || typeof known !== 'object' || known === null) return isDeepStrictEqual(whole, known) ? [] : [at];
  return Object.entries(whole).flatMap(([key, value]) => lost(value, (known as Record<string, unknown>)[key], `${at}.${key}`));
}
