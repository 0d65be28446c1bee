import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ERROR_CODES } from '../../protocol/errors';
import { FACT_NAMES } from '../../protocol/facts';
import { requests } from '../../protocol/requests';
import { httpAccess, socketAccess } from '../../server/access';

/*
 * What other programs rely on, as it stands: whoever changes it sees the change here and says so in docs/api.md. To write it anew:
 * npx vitest run tests/setup/contract.test.ts -u
 */

const shape = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });

describe('the contract', () => {
  it('has the requests that it had, with the fields that they had', async () => {
    const shapes = Object.fromEntries(Object.entries(requests).map(([name, schema]) => [name, shape(schema)]));
    await expect(`${JSON.stringify(shapes, null, 1)}\n`).toMatchFileSnapshot('contract/requests.json');
  });

  it('has the routes, events, facts and error codes that it had, and lets the same people ask', async () => {
    await expect(`${JSON.stringify({ routes: httpAccess, events: socketAccess, facts: FACT_NAMES, codes: ERROR_CODES }, null, 1)}\n`).toMatchFileSnapshot('contract/names.json');
  });
});
