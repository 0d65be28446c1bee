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
  const isByTime = scope.by === 'day' || scope.by === 'week';
  for (const { day, sender, counts } of await messageDays(query, scope, [Math.floor(from / DAY_MS), Math.floor((to - 1) / DAY_MS)])) {
    const field = sender === CLIENTS ? 'client_messages' : 'expert_messages';
    const own = scope.by === 'expert' && sender !== CLIENTS ? String(sender) : undefined;
    // A day lies in one line or two: what follows each other in one is added to it at once.
    let [line, sum] = [own, 0];
    const put = () => {
      if (sum === 0) return;
      total[field] += sum;
      if (line !== undefined) lineOf(line)[field] += sum;
      sum = 0;
    };
    for (let at = 0, moment = day * DAY_MS; at < counts.length; at += COUNT_BYTES, moment += QUARTER_MS) {
      const count = counts.readInt32BE(at);
      if (count === 0 || moment < from || moment >= to) continue;
      const key = isByTime ? keyOf(moment) : own;
      if (key !== line) {
        put();
        line = key;
      }
      sum += count;
    }
    put();
  }
  return { lines, total };
}
