import { createHash } from 'node:crypto';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { httpAccess, type RouteName } from '../../server/access';
import { descriptions } from '../../server/openapi/descriptions';
import type { OpenApi } from '../../server/openapi/document';
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
      expect([name, response.status]).toEqual([name, response.status === about.also ? about.also : (about.status ?? 200)]);
      expect([name, response.headers.get('content-type')?.split(';')[0]]).toEqual([name, about.answer === null ? undefined : (about.type ?? 'application/json')]);
      const shape = about.list === undefined ? about.answer : z.array(about.list);
      if (shape == null) continue;
      const parsed = shape.safeParse(await response.json());
      expect([name, parsed.error?.issues]).toEqual([name, undefined]);
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
