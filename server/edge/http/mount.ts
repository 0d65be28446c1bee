import express, { type Express, type Request, type Response } from 'express';
import { z } from 'zod';
import { errorStatus, type Language } from '../../../protocol/errors';
import { BODY_BYTES } from '../../../protocol/limits';
import type { RequestError } from '../../../protocol/requests';
import { httpAccess, type RouteName, type Rule } from '../../access';
import type { Caller, KeyCaller } from '../../caller';
import { authenticate } from '../../domain/access_tokens';
import { authenticateKey } from '../../domain/api_keys';
import type { Parts } from '../../parts';
import { Refusal } from '../../refusal';
import { ofUser } from '../../unread';
import { limitAddress } from '../address';
import { attempt } from '../handle';
import { parse } from '../parse';
import { named, requestIdOf } from '../request_id';
import { permit } from '../permit';
import type { Tell } from '../tell';
import { bearerOf } from './bearer';
import { answerKey, countKey } from './programs';
import { permitMetrics } from './metrics';
import type { HttpAnswer, Route } from './route';
import { UNREAD_MS } from './streaming';
import { permitWebhooks, readSigned } from './webhooks_in';

const parseJson = express.json({ limit: BODY_BYTES, type: 'application/json' });
/** The bytes as they came: a signature is over them. */
const takeBytes = express.raw({ limit: BODY_BYTES, type: 'application/json' });

/** A body that is too large is let come to its end up to this size, so that its sender can read the answer. */
const DRAINED_BYTES = 1024 * 1024;

/** What is in flight, so that a drain can wait for it. */
export type InFlight = { track<T>(work: Promise<T>): Promise<T> };

/** Mounts the routes. Throws when the access list and the routes do not name the same things. */
export function mountRoutes(app: Express, parts: Parts, routes: readonly Route[], tell: Tell, inFlight: InFlight): void {
  const mounted = new Set<string>(routes.map(({ name }) => name));
  const listed = Object.keys(httpAccess);
  const odd = [...listed.filter((name) => !mounted.has(name)), ...routes.map(({ name }) => name).filter((name) => !(name in httpAccess))];
  if (odd.length > 0 || mounted.size !== routes.length) throw new Error(`routes and access list differ: ${odd.join(', ')}`);
  for (const route of routes) {
    const [method, path] = route.name.split(' ') as [string, string];
    const verb = method.toLowerCase() as 'get' | 'post' | 'put' | 'delete' | 'head' | 'patch' | 'options';
    app[verb](path, (request, response) => inFlight.track(answer(parts, route, tell, request, response)));
  }
}

async function answer(parts: Parts, route: Route, tell: Tell, request: Request, response: Response): Promise<void> {
  const language = languageOf(request);
  const request_id = requestIdOf(request.headers['x-request-id']);
  response.set('X-Request-Id', request_id);
  const own = named(parts, request_id);
  const address = limitAddress(request.ip);
  let whose: string | undefined;
  const begun = performance.now();
  const outcome = await attempt(own, route.name, language, async () => {
    const caller = await authorize(parts, route.name, request, response, language);
    if (caller !== null) whose = 'key' in caller ? `key ${caller.key}` : ofUser(caller.user);
    const input = {
      caller,
      params: route.params && parse(route.params, request.params),
      query: parse(route.query ?? z.strictObject({}), request.query),
      body: route.body === undefined ? undefined : parse(route.body, await readOf(own, route.name, request, response)),
      language,
      address,
      request,
    };
    // The schemas made each field what this route's handler takes.
    const work = async () => {
      const answered = await route.handle(own, input as never);
      tell(answered.happenings ?? []);
      return answered;
    };
    return caller !== null && 'key' in caller ? answerKey(own, caller, request, work) : work();
  });
  parts.metrics.served(route.name, outcome.ok ? 'ok' : outcome.error.code, (performance.now() - begun) / 1000);
  if (response.headersSent) return;
  if (outcome.ok) send(response, outcome.value);
  else sendError(response, outcome.error);
  boundUnread(parts, whose ?? address, response);
}

/** Checks the credentials against the access list, before a byte of the body is read. */
async function authorize(parts: Parts, name: RouteName, request: Request, response: Response, language: Language): Promise<Caller | KeyCaller | null> {
  const rule: Rule = httpAccess[name];
  if (rule.who === 'anyone') return null;
  const bearer = bearerOf(request);
  if (rule.who === 'metrics') {
    permitMetrics(parts.config.METRICS_TOKEN, bearer);
    return null;
  }
  if (rule.who === 'signer') {
    permitWebhooks(parts);
    await parts.limits.take('api', `webhooks from ${limitAddress(request.ip)}`);
    return null;
  }
  if (rule.who === 'holder' && bearer === undefined) return null;
  if (bearer === undefined) throw new Refusal('unauthorized');
  if (rule.who === 'api_key') {
    const key = await authenticateKey(parts, bearer, language);
    await countKey(parts, key.key, response);
    if (!key.scopes.includes(rule.scope)) throw new Refusal('forbidden');
    return key;
  }
  const caller = await authenticate(parts, bearer, language);
  await parts.limits.take('request', String(caller.user));
  permit(rule, caller);
  return caller;
}

async function readOf(parts: Parts, name: RouteName, request: Request, response: Response): Promise<unknown> {
  if (httpAccess[name].who !== 'signer') return readBody(request, response, parseJson);
  const bytes = await readBody(request, response, takeBytes);
  return readSigned(parts, request, Buffer.isBuffer(bytes) ? bytes : Buffer.alloc(0));
}

/** The body, parsed; none at all counts as an empty object. A body of another type is refused: forms must not pass for JSON. */
async function readBody(request: Request, response: Response, parser: express.Handler): Promise<unknown> {
  const hasBody = request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
  if (!hasBody) return {};
  if (!request.is('application/json')) throw new Refusal('bad_request');
  await new Promise<void>((resolve, reject) => {
    parser(request, response, (error?: unknown) => {
      if (error === undefined) return resolve();
      const isTooLarge = (error as { status?: number }).status === 413;
      // What still comes of it would be read to its end, however far that is.
      if (isTooLarge && !(Number(request.headers['content-length']) <= DRAINED_BYTES)) response.set('Connection', 'close');
      reject(new Refusal(isTooLarge ? 'too_large' : 'bad_request'));
    });
  });
  return request.body;
}

/** The language of the caller's choice; Russian when he names neither. */
export function languageOf(request: Request): Language {
  const best = request.acceptsLanguages('ru', 'en');
  return best === 'en' ? 'en' : 'ru';
}

function send(response: Response, { status = 200, body, headers = {}, is_written }: HttpAnswer): void {
  if (is_written === true) return;
  response.status(status).set(headers);
  if (status === 204 || status === 303 || status === 304) response.end();
  else response.json(body);
}

/** Sees to it that an answer that is not read is given up: when too much waits for the same reader, otherwise after a while. */
function boundUnread(parts: Parts, whose: string, response: Response): void {
  const bytes = response.writableLength;
  if (bytes === 0 || response.writableFinished) return;
  const giveUp = () => void response.socket?.destroy();
  const reader = parts.unread.connection(whose, giveUp);
  response.once('close', reader.end);
  response.setTimeout(UNREAD_MS, giveUp);
  reader.add(bytes);
}

/** Writes a refusal: the status, the text, the code, and what belongs to it. */
export function sendError(response: Response, { message, ...rest }: RequestError): void {
  if (rest.retry_after !== undefined) response.set('Retry-After', String(Math.ceil(rest.retry_after)));
  response.status(errorStatus(rest.code)).json({ error: message, ...rest });
}
