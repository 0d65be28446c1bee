import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { acknowledgments, requestError } from '../../protocol/acknowledgments';
import { ERROR_CODES } from '../../protocol/errors';
import * as entities from '../../protocol/entities';
import { FACT_NAMES } from '../../protocol/facts';
import { note } from '../../protocol/notes';
import { requests } from '../../protocol/requests';
import { httpAccess, socketAccess } from '../../server/access';

/*
 * What other programs rely on, as it stands: whoever changes it sees the change here and says so in docs/api.md. To write it anew:
 * npx vitest run tests/setup/contract.test.ts -u
 */

const shape = (schema: z.ZodType, io: 'input' | 'output' = 'input') => z.toJSONSchema(schema, { io, unrepresentable: 'any' });

/** What several of them have in common is written once. */
function acknowledged(): string {
  const named = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries({ ...entities, note, request_error: requestError })) if (schema instanceof z.ZodType) named.add(schema, { id });
  for (const [name, schema] of Object.entries(acknowledgments)) if (!named.has(schema)) named.add(schema, { id: name });
  return `${JSON.stringify(z.toJSONSchema(named, { io: 'output', unrepresentable: 'any' }).schemas, null, 1)}\n`;
}

describe('the contract', () => {
  it('has the requests that it had, with the fields that they had', async () => {
    const shapes = Object.fromEntries(Object.entries(requests).map(([name, schema]) => [name, shape(schema)]));
    await expect(`${JSON.stringify(shapes, null, 1)}\n`).toMatchFileSnapshot('contract/requests.json');
  });

  it('acknowledges every request as it did', async () => {
    expect(Object.keys(acknowledgments).sort()).toEqual(Object.keys(requests).sort());
    await expect(acknowledged()).toMatchFileSnapshot('contract/acknowledgments.json');
  });

  it('has the routes, events, facts and error codes that it had, and lets the same people ask', async () => {
    await expect(`${JSON.stringify({ routes: httpAccess, events: socketAccess, facts: FACT_NAMES, codes: ERROR_CODES }, null, 1)}\n`).toMatchFileSnapshot('contract/names.json');
  });
});
