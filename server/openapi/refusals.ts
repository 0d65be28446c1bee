import { errorStatus, type ErrorCode } from '../../protocol/errors';
import { httpAccess, type RouteName, type Rule } from '../access';
import type { Description } from './descriptions';

const EVERYWHERE: readonly ErrorCode[] = ['bad_request', 'internal', 'unavailable'];
const BY_CALLER: Record<Rule['who'], readonly ErrorCode[]> = {
  anyone: ['rate_limited'],
  user: ['unauthorized', 'token_expired', 'forbidden', 'rate_limited'],
  holder: ['unauthorized', 'token_expired', 'rate_limited'],
  api_key: ['unauthorized', 'forbidden', 'rate_limited'],
  metrics: ['unauthorized'],
  signer: ['unauthorized', 'rate_limited'],
};

/** How a route may refuse: what follows from who may ask, from its method, its path and its body, and what its description adds. */
export function refusalsOf(name: RouteName, about: Description, { hasBody }: { hasBody: boolean }): { status: number; code: ErrorCode }[] {
  const rule: Rule = httpAccess[name];
  const [method, path] = name.split(' ') as [string, string];
  const codes = new Set<ErrorCode>([
    ...EVERYWHERE,
    ...BY_CALLER[rule.who],
    // A page of a foreign origin may read what everybody may, and change nothing.
    ...(['GET', 'HEAD', 'OPTIONS'].includes(method) ? [] : (['forbidden'] as const)),
    ...(path.includes(':') ? (['not_found'] as const) : []),
    ...(hasBody ? (['too_large'] as const) : []),
    // Another request under an Idempotency-Key that was used.
    ...(rule.who === 'api_key' && method === 'POST' ? (['conflict'] as const) : []),
    ...(about.errors ?? []),
  ]);
  const others = Object.entries(about.refusals ?? {}).map(([status, code]) => ({ status: Number(status), code }));
  return [...[...codes].map((code) => ({ status: errorStatus(code), code })), ...others];
}
