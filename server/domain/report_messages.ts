import type { ReportQuery } from '../database/report_pool';
import { messageDays, type ReportScope } from '../sql/reports';
import { keyAt, linesOf } from './report_lines';

/* Adds up how much was written in a range: a row of 96 counts for each UTC day and sender, which no zone's clock divides. */

const COUNT_BYTES = 4;
const QUARTER_MS = 900_000;
const DAY_MS = 86_400_000;
/** The sender that stands for all clients. */
const CLIENTS = 0;

export type MessageSum = { client_messages: number; expert_messages: number };
const nothing = (): MessageSum => ({ client_messages: 0, expert_messages: 0 });

/** The messages of each line by its key, and of all. `keys`: how lines are called that are days or weeks. By label there are no lines. */
export async function readMessages(query: ReportQuery, scope: ReportScope, keys: readonly string[]): Promise<{ lines: Map<string, MessageSum>; total: MessageSum }> {
  const { lines, lineOf } = linesOf(nothing);
  const total = nothing();
  const [from, to] = [scope.from.getTime(), scope.to.getTime()];
  const keyOf = keyAt(scope.lines, keys, scope.to);
  for (const { day, sender, counts } of await messageDays(query, scope, [Math.floor(from / DAY_MS), Math.floor((to - 1) / DAY_MS)])) {
    const field = sender === CLIENTS ? 'client_messages' : 'expert_messages';
    const own = scope.by === 'expert' && sender !== CLIENTS ? lineOf(String(sender)) : undefined;
    for (let at = 0, moment = day * DAY_MS; at < counts.length; at += COUNT_BYTES, moment += QUARTER_MS) {
      const count = counts.readInt32BE(at);
      if (count === 0 || moment < from || moment >= to) continue;
      total[field] += count;
      if (own !== undefined) own[field] += count;
      else if (scope.by === 'day' || scope.by === 'week') lineOf(keyOf(moment)!)[field] += count;
    }
  }
  for (const [key, { expert_messages, client_messages }] of lines) if (expert_messages + client_messages === 0) lines.delete(key);
  return { lines, total };
}
