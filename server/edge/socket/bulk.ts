import type { BulkResult } from '../../../protocol/bulk';
import type { Answers, ParsedRequest } from '../../../protocol/requests';
import { socketAccess } from '../../access';
import type { Caller } from '../../caller';
import type { Happening, Told } from '../../happening';
import type { Parts } from '../../parts';
import { attempt } from '../handle';
import { permit } from '../permit';

type Wish = ParsedRequest<'bulk:run'>['wishes'][number];
type Serve = (wish: Wish) => Promise<Told<Answers[Wish['request']]>>;

/**
 * Carries out one wish after the other, each in a transaction and under a lock of its own: one that is refused keeps no other from being
 * done, and what was done is told of whatever comes behind it.
 */
export async function runBulk(parts: Parts, caller: Caller, wishes: readonly Wish[], serve: Serve): Promise<Told<{ results: BulkResult[] }>> {
  const happenings: Happening[] = [];
  const results: BulkResult[] = [];
  for (const wish of wishes) {
    const outcome = await attempt(parts, wish.request, caller.language, async () => {
      permit(socketAccess[wish.request], caller);
      return serve(wish);
    });
    if (!outcome.ok) {
      const { code, retry_after } = outcome.error;
      results.push({ ok: false, code, ...(retry_after !== undefined && { retry_after }) });
      continue;
    }
    const { result, happenings: told } = outcome.value;
    happenings.push(...told);
    results.push({ ok: true, ...('event' in result && { event: result.event }), ...('is_changed' in result && { is_changed: result.is_changed }), ...('transfer' in result && { transfer: result.transfer.id }) });
  }
  return { result: { results }, happenings };
}
