import { z } from 'zod';
import { adminUser, apiKey, auditLine } from '../../protocol/admin';
import { errorAnswer, invite, signedIn } from '../../protocol/answers';
import { account, attachment, message, order, participant, room, roomEvent, session, user } from '../../protocol/entities';
import { errorText, type ErrorCode } from '../../protocol/errors';
import { exportedMessage } from '../../protocol/exports';
import { note } from '../../protocol/notes';
import { rating } from '../../protocol/ratings';
import { reply } from '../../protocol/replies';
import { report } from '../../protocol/reports';
import { searchHit } from '../../protocol/search';
import { webhook, webhookAttempt, webhookBodies, webhookDelivery } from '../../protocol/webhooks';
import { httpAccess, type RouteName, type Rule } from '../access';
import { descriptions, type Description } from './descriptions';
import { refusalsOf } from './refusals';

/* The API as OpenAPI 3.1 describes it, made from the schemas that parse requests, the access list and a line for each route. */

type Json = Record<string, unknown>;
/** What of a route is described. */
export type Described = { name: RouteName; params: z.ZodType | undefined; query: z.ZodType | undefined; body: z.ZodType | undefined };
export type Operation = Json & { summary: string; tags: string[]; parameters?: Json[]; requestBody?: Json; responses: Record<string, Json>; 'x-scope'?: string };
export type OpenApi = Json & { paths: Record<string, Record<string, Operation>>; webhooks: Record<string, Json>; components: { schemas: Record<string, Json>; securitySchemes: Json } };

const NAMED = {
  User: user, Account: account, Participant: participant, Attachment: attachment, Message: message, Room: room, Event: roomEvent, Note: note, Order: order, Rating: rating, Invite: invite,
  Webhook: webhook, Delivery: webhookDelivery, Attempt: webhookAttempt, SignedIn: signedIn, Session: session, Reply: reply, Found: searchHit, ExportedMessage: exportedMessage, Report: report,
  AdminUser: adminUser, ApiKey: apiKey, AuditLine: auditLine, Error: errorAnswer,
};

/** The whole document. `routes`: all that are mounted. */
export function openApi(routes: readonly Described[], version: string, publicUrl: string): OpenApi {
  const names = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(NAMED)) names.add(schema, { id });
  const schemas: Record<string, Json> = {};
  /** The schema, with what has a name moved to where it is described once. */
  const described = (schema: z.ZodType, io: 'input' | 'output'): Json => {
    const { $defs = {}, ...whole } = referring(z.toJSONSchema(schema, { io, unrepresentable: 'any', metadata: names, override: ({ jsonSchema }) => plainer(jsonSchema, io) })) as Json & { $defs?: Record<string, Json> };
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

type Describing = (schema: z.ZodType, io: 'input' | 'output') => Json;

function operationOf(route: Described, about: Description, described: Describing): Operation {
  const rule: Rule = httpAccess[route.name];
  const method = route.name.split(' ')[0]!;
  const inQuery = route.query === undefined ? [] : parametersOf(described(route.query, 'input'), 'query');
  const inPath = route.params === undefined ? pathNames(route.name) : parametersOf(described(route.params, 'input'), 'path');
  const isKept = rule.who === 'api_key' && method === 'GET' && (about.list ?? about.answer) !== null && about.type === undefined;
  const parameters = [
    ...inPath,
    ...inQuery,
    ...(rule.who === 'api_key' && method === 'POST' ? [IDEMPOTENCY] : []),
    ...(isKept ? [IF_NONE_MATCH] : []),
    ...(rule.who === 'signer' ? WEBHOOK_HEADERS : []),
  ];
  const codes = refusalsOf(route.name, about, { hasBody: route.body !== undefined });
  return {
    operationId: route.name.replace(/[^a-zA-Z]+/g, '_').replace(/^_|_$/g, ''),
    summary: about.summary,
    tags: [about.tag],
    ...(rule.who === 'anyone' || rule.who === 'holder' ? { security: rule.who === 'holder' ? [{}, { access_token: [] }] : [] } : { security: [{ [SCHEMES[rule.who]]: [] }] }),
    ...(rule.who === 'api_key' && { 'x-scope': rule.scope }),
    ...(rule.who === 'user' && rule.roles && { 'x-roles': rule.roles }),
    ...(parameters.length > 0 && { parameters }),
    ...(route.body !== undefined && { requestBody: { required: true, content: { 'application/json': { schema: described(route.body, 'input'), ...(about.example?.body !== undefined && { example: about.example.body }) } } } }),
    responses: {
      ...Object.fromEntries([about.status ?? 200, ...(about.also ?? [])].map((status) => [status, goodAnswer(route, about, status, isKept, described)])),
      ...(isKept && { 304: { description: 'Nothing has changed' } }),
      ...errorsOf(codes, rule.who === 'api_key' ? RATE_HEADERS : {}),
    },
  };
}

/** Statuses whose answers have no body. */
const EMPTY: ReadonlySet<number> = new Set([204, 303, 304, 416]);
const MEANINGS: Readonly<Record<number, string>> = { 201: 'Made', 202: 'Taken', 204: 'Done, there is nothing to say', 206: 'A part of it', 303: 'There', 304: 'Nothing has changed', 416: 'There is no such part' };

function goodAnswer({ name, query }: Described, about: Description, status: number, isKept: boolean, described: Describing): Json {
  const rule: Rule = httpAccess[name];
  const schema = about.list === undefined ? about.answer : z.array(about.list);
  const content = {
    ...(about.type !== undefined && { [about.type]: { schema: { type: 'string' } } }),
    ...(schema !== null && { 'application/json': { schema: described(schema, 'output') } }),
  };
  const headers = {
    ...(about.list !== undefined && query !== undefined && { Link: 'The next page, if there is one' }),
    ...about.headers,
    ...(isKept && { ETag: 'For If-None-Match' }),
    ...(rule.who === 'api_key' && RATE_HEADERS),
    ...(rule.who === 'api_key' && name.startsWith('POST ') && { 'Idempotency-Replayed': '`true`: this was answered before, and nothing was done' }),
  };
  return {
    description: MEANINGS[status] ?? 'Done',
    ...(!EMPTY.has(status) && Object.keys(content).length > 0 && { content }),
    ...(Object.keys(headers).length > 0 && { headers: headersOf(headers) }),
  };
}

const SCHEMES = { api_key: 'api_key', user: 'access_token', metrics: 'metrics_token', signer: 'signature' } as const;
const IDEMPOTENCY: Json = { name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 255 }, description: 'The same request under the same key, within a day, does nothing twice' };
const IF_NONE_MATCH: Json = { name: 'If-None-Match', in: 'header', required: false, schema: { type: 'string' }, description: 'The ETag of what you have' };
const RATE_HEADERS = { 'RateLimit-Policy': 'How many requests this key has in how many seconds', RateLimit: 'What is left of them, and the seconds until they begin anew' };

/** Codes of one status stand together. */
function errorsOf(codes: readonly { status: number; code: ErrorCode }[], counted: Record<string, string>): Record<string, Json> {
  const statuses = [...new Set(codes.map(({ status }) => status))].sort((a, b) => a - b);
  return Object.fromEntries(
    statuses.map((status) => {
      const ofStatus = codes.filter((one) => one.status === status).map(({ code }) => code);
      return [
        String(status),
        {
          description: ofStatus.join(', '),
          ...((status === 429 || status === 503) && { headers: headersOf({ 'Retry-After': 'Seconds', ...(status === 429 && counted) }) }),
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' }, example: { error: errorText(ofStatus[0]!, 'en'), code: ofStatus[0] } } },
        },
      ];
    }),
  );
}

const pathNames = (name: string): Json[] => [...name.matchAll(/:(\w+)/g)].map(([, one]) => ({ name: one, in: 'path', required: true, schema: { type: 'string' } }));

function parametersOf({ properties = {}, required = [] }: Json & { properties?: Record<string, Json>; required?: string[] }, where: 'path' | 'query'): Json[] {
  return Object.entries(properties).map(([name, schema]) => ({ name, in: where, required: where === 'path' || required.includes(name), schema: numberOr(schema as Json) }));
}

/** In a path and a query everything is text; digits alone are a number to whoever writes them. */
function numberOr(schema: Json): Json {
  const digits = /^\^(\[1-9\])?\\d\{\d,\d{1,2}\}\$$/.exec(String(schema.pattern));
  return digits === null ? schema : { ...without('pattern', schema), type: 'integer', minimum: digits[1] === undefined ? 0 : 1 };
}

/** With references to where this document keeps what has a name. */
function referring(schema: unknown): unknown {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'));
}

/** What its format says is not said again by a pattern; what a reader is to ignore is not forbidden. */
function plainer(schema: Json, io: 'input' | 'output'): void {
  if (schema.format !== undefined) delete schema.pattern;
  if (io === 'output' && schema.additionalProperties === false) delete schema.additionalProperties;
}

function without(key: string, schema: Json): Json {
  return Object.fromEntries(Object.entries(schema).filter(([name]) => name !== key));
}
