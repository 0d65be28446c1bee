import { z } from 'zod';
import { errorAnswer, webhook, webhookBodies, webhookDelivery } from '../../protocol/answers';
import { account, attachment, message, order, participant, room, user } from '../../protocol/entities';
import { errorStatus, errorText, type ErrorCode } from '../../protocol/errors';
import { httpAccess, type RouteName, type Rule } from '../access';
import { descriptions, type Description } from './descriptions';

/* The API as OpenAPI 3.1 describes it, made from the schemas that parse requests, the access list and a line for each route. */

type Json = Record<string, unknown>;
/** What of a route is described. */
export type Described = { name: RouteName; params: z.ZodType | undefined; query: z.ZodType | undefined; body: z.ZodType | undefined };
export type Operation = Json & { summary: string; tags: string[]; parameters?: Json[]; requestBody?: Json; responses: Record<string, Json>; 'x-scope'?: string };
export type OpenApi = Json & { paths: Record<string, Record<string, Operation>>; webhooks: Record<string, Json>; components: { schemas: Record<string, Json>; securitySchemes: Json } };

const NAMED = { User: user, Account: account, Participant: participant, Attachment: attachment, Message: message, Room: room, Order: order, Webhook: webhook, Delivery: webhookDelivery, Error: errorAnswer };
const BEHIND_A_KEY: readonly ErrorCode[] = ['unauthorized', 'forbidden', 'rate_limited'];
const EVERYWHERE: readonly ErrorCode[] = ['bad_request', 'internal', 'unavailable'];

/** The whole document. `routes`: all that are mounted. */
export function openApi(routes: readonly Described[], version: string, publicUrl: string): OpenApi {
  const names = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(NAMED)) names.add(schema, { id });
  const schemas: Record<string, Json> = {};
  /** The schema, with what has a name moved to where it is described once. */
  const described = (schema: z.ZodType, io: 'input' | 'output'): Json => {
    const { $defs = {}, ...whole } = referring(z.toJSONSchema(schema, { io, unrepresentable: 'any', metadata: names })) as Json & { $defs?: Record<string, Json> };
    for (const [id, one] of Object.entries($defs)) schemas[id] ??= without('id', one);
    const plain = without('$schema', whole);
    return typeof plain.id === 'string' ? nameOf(plain.id, plain) : plain;
  };
  const nameOf = (id: string, plain: Json): Json => {
    schemas[id] ??= without('id', plain);
    return { $ref: `#/components/schemas/${id}` };
  };
  described(errorAnswer, 'output');

  const paths: OpenApi['paths'] = {};
  for (const route of routes) {
    const [method, path] = route.name.split(' ') as [string, string];
    const plain = path.replace(/:(\w+)/g, '{$1}');
    (paths[plain] ??= {})[method.toLowerCase()] = operationOf(route, descriptions[route.name], described);
  }
  const webhooks = Object.fromEntries(
    Object.entries(webhookBodies).map(([type, body]) => [type, { post: { summary: type, parameters: WEBHOOK_HEADERS, requestBody: { required: true, content: { 'application/json': { schema: described(body, 'output') } } }, responses: { '2XX': { description: 'Taken; anything else is tried again' } } } }]),
  );
  return {
    openapi: '3.1.0',
    info: { title: 'Orderline', version, description: 'The chat of a marketplace’s orders. Answers may have fields that are not described here: ignore them.' },
    servers: [{ url: publicUrl }],
    tags: ['Orders', 'Webhooks', 'Chat', 'Files', 'Signing in', 'Administration', 'Health'].map((name) => ({ name })),
    paths,
    webhooks,
    components: {
      schemas,
      securitySchemes: { api_key: { type: 'http', scheme: 'bearer', description: 'The marketplace’s key' }, access_token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, metrics_token: { type: 'http', scheme: 'bearer' }, signature: { type: 'apiKey', in: 'header', name: 'webhook-signature', description: 'Standard Webhooks, by one of WEBHOOKS_IN_SECRETS' } },
    },
  };
}

const WEBHOOK_HEADERS = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => ({ name, in: 'header', required: true, schema: { type: 'string' } }));

const headersOf = (meanings: Record<string, string>) => Object.fromEntries(Object.entries(meanings).map(([name, description]) => [name, { schema: { type: 'string' }, description }]));

function operationOf(route: Described, about: Description, described: (schema: z.ZodType, io: 'input' | 'output') => Json): Operation {
  const rule: Rule = httpAccess[route.name];
  const method = route.name.split(' ')[0]!;
  const inQuery = route.query === undefined ? [] : parametersOf(described(route.query, 'input'), 'query');
  const inPath = route.params === undefined ? pathNames(route.name) : parametersOf(described(route.params, 'input'), 'path');
  const parameters = [...inPath, ...inQuery, ...(rule.who === 'api_key' && method === 'POST' ? [IDEMPOTENCY] : []), ...(rule.who === 'signer' ? WEBHOOK_HEADERS : [])];
  const hasBody = route.body !== undefined;
  const answer = about.list === undefined ? about.answer : z.array(about.list);
  const content = answer === null ? undefined : { [about.type ?? 'application/json']: { schema: answer === undefined ? {} : described(answer, 'output') } };
  const good = (status: number) => [String(status), { description: status === 201 ? 'Made' : 'Done', ...(content && { content }), ...(about.list && { headers: headersOf({ Link: 'The next page, if there is one', ...about.headers }) }) }];
  const codes = new Set([...EVERYWHERE, ...(rule.who === 'anyone' ? [] : BEHIND_A_KEY), ...(rule.who === 'user' ? (['token_expired'] as const) : []), ...(hasBody ? (['too_large'] as const) : []), ...(about.errors ?? [])]);
  return {
    operationId: route.name.replace(/[^a-zA-Z]+/g, '_').replace(/^_|_$/g, ''),
    summary: about.summary,
    tags: [about.tag],
    ...(rule.who === 'anyone' || rule.who === 'holder' ? { security: rule.who === 'holder' ? [{}, { access_token: [] }] : [] } : { security: [{ [SCHEMES[rule.who]]: [] }] }),
    ...(rule.who === 'api_key' && { 'x-scope': rule.scope }),
    ...(rule.who === 'user' && rule.roles && { 'x-roles': rule.roles }),
    ...(parameters.length > 0 && { parameters }),
    ...(hasBody && { requestBody: { required: true, content: { 'application/json': { schema: described(route.body!, 'input'), ...(about.example?.body !== undefined && { example: about.example.body }) } } } }),
    responses: Object.fromEntries([good(about.status ?? 200), ...(about.also === undefined ? [] : [good(about.also)]), ...errorsOf(codes)]) as Operation['responses'],
  };
}

const SCHEMES = { api_key: 'api_key', user: 'access_token', metrics: 'metrics_token', signer: 'signature' } as const;
const IDEMPOTENCY: Json = { name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 255 }, description: 'The same request under the same key, within a day, does nothing twice' };

/** Codes of one status stand together. */
function errorsOf(codes: ReadonlySet<ErrorCode>): [string, Json][] {
  const statuses = new Map<number, ErrorCode[]>();
  for (const code of codes) statuses.set(errorStatus(code), [...(statuses.get(errorStatus(code)) ?? []), code]);
  return [...statuses].sort(([a], [b]) => a - b).map(([status, ofStatus]) => [
    String(status),
    { description: ofStatus.join(', '), content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' }, example: { error: errorText(ofStatus[0]!, 'en'), code: ofStatus[0] } } } },
  ]);
}

const pathNames = (name: string): Json[] => [...name.matchAll(/:(\w+)/g)].map(([, one]) => ({ name: one, in: 'path', required: true, schema: { type: 'string' } }));

function parametersOf({ properties = {}, required = [] }: Json & { properties?: Record<string, Json>; required?: string[] }, where: 'path' | 'query'): Json[] {
  return Object.entries(properties).map(([name, schema]) => ({ name, in: where, required: where === 'path' || required.includes(name), schema }));
}

/** With references to where this document keeps what has a name. */
function referring(schema: unknown): unknown {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'));
}

function without(key: string, schema: Json): Json {
  return Object.fromEntries(Object.entries(schema).filter(([name]) => name !== key));
}
