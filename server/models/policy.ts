import type { PolicyInput } from '../../protocol/policies';

/** A row of the service policies. It never leaves the server: `present/` says what is shown of it. */
export type PolicyRow = { id: number; name: string; rule: Omit<PolicyInput, 'name'> };
