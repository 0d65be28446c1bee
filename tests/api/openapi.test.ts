import { createHash } from 'node:crypto';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { httpAccess, type RouteName } from '../../server/access';
import { descriptions } from '../../server/openapi/descriptions';
import type { OpenApi } from '../../server/openapi/document';
import { misfit } from '../support/described';
import { startServer, type TestServer } from '../support/server';

let server: TestServer;
let document: OpenApi;
beforeAll(async () => {
  server = await startServer();
  document = (await server.people.anyone<OpenApi>('GET', '/api/openapi.json')).body;
});
afterAll(() => server.close());

describe('the description of the API', () => {
  it('is OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    expect([valid, errors]).toEqual([true, undefined]);
    expect(document.openapi).toBe('3.1.0');
  });

  it('has every route and nothing else, each once', () => {
    const named = Object.entries(document.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`));
    expect(named.sort()).toEqual(Object.keys(httpAccess).sort());
    const ids = Object.values(document.paths).flatMap((methods) => Object.values(methods).map((operation) => operation.operationId));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('refers to nothing that it does not have', () => {
    for (const [, name] of JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)) expect(Object.keys(document.components.schemas)).toContain(name);
    expect(JSON.stringify(document)).not.toContain('$defs');
    expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining(['Order', 'Room', 'Message', 'Webhook', 'Error']));
  });

  it('says what a body may be, who may ask, and how it is refused', () => {
    const put = document.paths['/api/orders/{id}']!.put!;
    expect(put['x-scope']).toBe('orders:write');
    expect(Object.keys(put.responses)).toEqual(expect.arrayContaining(['200', '201', '400', '401', '403', '409', '413', '429', '503']));
    expect(JSON.stringify(put.requestBody)).toContain('"additionalProperties":false');
    expect(JSON.stringify(document.paths['/api/orders/{id}/invites']!.post!.parameters)).toContain('Idempotency-Key');
    expect(Object.keys(document.webhooks)).toContain('message.posted');
  });

  it('has a schema for every answer that has a body, and says how each route may refuse', () => {
    const without: string[] = [];
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, { responses }] of Object.entries(methods)) {
        for (const [status, response] of Object.entries(responses)) {
          if (method === 'head' || ['204', '303', '304', '416'].includes(status)) continue;
          const content = Object.values((response.content ?? {}) as Record<string, { schema: Record<string, unknown> }>);
          if (path === '/api/chat/files' && method === 'options') continue;
          if (content.length === 0 || content.some(({ schema }) => Object.keys(schema).length === 0)) without.push(`${method} ${path} ${status}`);
        }
        expect([method, path, Object.keys(responses)]).toEqual([method, path, expect.arrayContaining(['400', '500', '503'])]);
      }
    }
    expect(without).toEqual([]);
    // Fields that are not described are for readers to ignore; what they are is described to the end.
    const shown = JSON.stringify([...Object.values(document.paths).flatMap((methods) => Object.values(methods).map(({ responses }) => responses)), document.components.schemas]);
    expect(shown).not.toContain('"additionalProperties":false');
    expect(document.components.schemas.Message).toMatchObject({ properties: { client_message_id: { type: 'string', format: 'uuid' }, created_at: { type: 'string', format: 'date-time' } } });
  });

  it('has examples that work, and answers that are as it says', async () => {
    for (const [name, about] of Object.entries(descriptions)) {
      if (about.example === undefined) continue;
      const [method, path] = name.split(' ') as [string, string];
      const filled = path.replace(/:(\w+)/g, (_all, key: string) => String(about.example!.path?.[key]));
      const response = await fetch(server.url + filled, {
        method,
        headers: { Authorization: 'Bearer test-marketplace-key-0123456789', 'Content-Type': 'application/json' },
        ...(about.example.body !== undefined && { body: JSON.stringify(about.example.body) }),
      });
      expect([name, response.status]).toEqual([name, about.also?.includes(response.status) ? response.status : (about.status ?? 200)]);
      expect([name, response.headers.get('content-type')?.split(';')[0]]).toEqual([name, about.answer === null ? undefined : (about.type ?? 'application/json')]);
      if (about.type === undefined && about.answer !== null) expect(misfit(method, filled, { status: response.status, body: await response.json() })).toBeUndefined();
    }
  });

  it('shows at least one example for each of the marketplace\'s own deeds', () => {
    const without = (Object.keys(httpAccess) as RouteName[]).filter((name) => httpAccess[name].who === 'api_key' && descriptions[name].example === undefined);
    // What needs the number of something that only a running server has.
    expect(without.sort()).toEqual([
      'DELETE /api/orders/:id/invites/:invite', 'GET /api/users/:id/erasure', 'GET /api/users/:id/export', 'GET /api/webhooks/:id/deliveries/:delivery/attempts', 'POST /api/users/:id/erasure', 'POST /api/webhooks/:id/test',
    ]);
  });
});

describe('the page of it', () => {
  it('reads the same, runs nothing, and loads nothing', async () => {
    const response = await fetch(`${server.url}/api/docs`);
    const [policy, html] = [response.headers.get('content-security-policy')!, await response.text()];
    const style = /<style>(.*?)<\/style>/s.exec(html)![1]!;
    expect(policy).toContain(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    expect(policy).toContain("default-src 'none'");
    expect(html).not.toMatch(/<script|\son\w+=|\sstyle=|\ssrc=|<link/);
    for (const path of Object.keys(document.paths)) expect(html).toContain(path);
    expect(html).toContain('message.posted');
  });
});
