import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { httpAccess, type RouteName } from '../../server/access';
import type { Route } from '../../server/edge/http/route';
import { routesOf } from '../../server/edge/http/http';
import { misfit } from '../support/described';
import { API_KEY } from '../support/server';
import { cases, gather, type Crowd } from './crowd';
import { fromSchema } from './from_schema';
import { expectFitting, expectUnharmed } from './oracle';
import { hostileText } from './texts';

const CASES_EACH = 60;
const AT_ONCE = 20;

let crowd: Crowd;
let routes: Map<string, Route>;
beforeAll(async () => {
  crowd = await gather();
  routes = new Map(routesOf(crowd.server.app.parts, '0').map((route) => [route.name, route]));
});
afterAll(() => crowd.server.close());

type Case = { path: string; query: unknown; body: unknown };

/** Something in the place of each `:name` of a path: what there is, what there is not, and what is no id at all. */
function pathOf(plain: string): fc.Arbitrary<string> {
  const real = [...(crowd.known.room ?? []), ...(crowd.known.order ?? []), ...(crowd.known.id ?? [])].map(String);
  const segment = fc.oneof(fc.constantFrom(...real), fc.constantFrom('0', '-1', '1e3', '01', '9007199254740993', '99999999999999999999', '%00', '%', '..', 'null', '1;2', '1%2F2'), hostileText.filter((text) => text.isWellFormed()).map(encodeURIComponent));
  const names = plain.match(/:\w+/g) ?? [];
  return fc.tuple(...names.map(() => segment)).map((segments) => segments.reduce((path, value, index) => path.replace(names[index]!, value), plain));
}

function queryOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '';
  const query = new URLSearchParams();
  for (const [key, one] of Object.entries(value)) query.append(key, typeof one === 'object' ? JSON.stringify(one) : String(one));
  return query.size === 0 ? '' : `?${query.toString()}`;
}

/** Each kind of caller in turn, so that the handlers are reached too. */
const bearerOf = (name: RouteName, at: number): string | undefined => {
  const { who } = httpAccess[name];
  if (who === 'api_key') return API_KEY;
  return who === 'anyone' ? undefined : [crowd.client, crowd.expert, crowd.admin][at % 3]!.token;
};

async function ask(name: RouteName, { path, query, body }: Case, at: number): Promise<void> {
  const [method] = name.split(' ') as [string];
  const bearer = bearerOf(name, at);
  const text = body === undefined || method === 'GET' || method === 'HEAD' ? undefined : JSON.stringify(body);
  const response = await fetch(`${crowd.server.url}${path}${queryOf(query)}`, {
    method,
    redirect: 'manual',
    headers: { ...(bearer !== undefined && { Authorization: `Bearer ${bearer}` }), 'Content-Type': 'application/json', 'Tus-Resumable': '1.0.0' },
    ...(text !== undefined && { body: text }),
  });
  const answer = await response.text();
  if (response.status < 400 || answer === '') return;
  const refused = JSON.parse(answer) as { code: string; error: string };
  expectFitting({ name, path, query, body }, { code: refused.code, message: refused.error });
  expect([name, path, misfit(method, path, { status: response.status, body: refused })]).toEqual([name, path, undefined]);
}

describe('routes asked in any way', () => {
  // Signing out would only end what the others need.
  it.each((Object.keys(httpAccess) as RouteName[]).filter((name) => name !== 'POST /api/auth/logout'))('%s are answered with a fitting code', async (name) => {
    const { query, body } = routes.get(name)!;
    const nothing = fc.constant(undefined);
    const wanted = cases<Case>(fc.record({ path: pathOf(name.split(' ')[1]!), query: query === undefined ? nothing : fromSchema(query, crowd.known), body: body === undefined ? nothing : fromSchema(body, crowd.known) }), CASES_EACH, name);
    for (let from = 0; from < wanted.length; from += AT_ONCE) await Promise.all(wanted.slice(from, from + AT_ONCE).map((one, index) => ask(name, one, index)));
    await crowd.calm();
  });

  it('leave the rooms whole and the server up', () => expectUnharmed(crowd.server));

  it('have an oracle that knows the inside when it sees it', () => {
    expect(() => expectFitting('a stack', { code: 'bad_request', message: 'Error at Object.<anonymous> (/srv/x/server/app.ts:1:2)' })).toThrow();
    expect(() => expectFitting('no code of ours', { code: 'oops', message: 'Ой' })).toThrow();
    expect(() => expectFitting('nobody thought of it', { code: 'internal', message: 'Ой' })).toThrow();
  });
});
