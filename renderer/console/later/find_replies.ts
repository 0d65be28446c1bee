import type { Reply } from '../../../protocol/replies';
import { inOtherLayout } from '../palette/layouts';

/** The replies that fit what was typed behind the slash: by trigger first, then by title, then by text. Where none does, those that the same keys mean in the other layout. */
export function findReplies(replies: readonly Reply[], query: string, most: number): readonly Reply[] {
  const found = fitting(replies, query, most);
  const other = found.length > 0 ? null : inOtherLayout(query);
  return other === null ? found : fitting(replies, other, most);
}

function fitting(replies: readonly Reply[], query: string, most: number): readonly Reply[] {
  const wanted = query.normalize('NFC').toLowerCase();
  const rank = (reply: Reply): number => {
    if (reply.trigger === wanted) return 0;
    if (reply.trigger.startsWith(wanted)) return 1;
    if (reply.title.toLowerCase().includes(wanted)) return 2;
    return reply.message.toLowerCase().includes(wanted) ? 3 : 4;
  };
  return replies
    .map((reply) => ({ reply, rank: rank(reply) }))
    .filter((one) => one.rank < 4)
    .sort((one, two) => one.rank - two.rank)
    .slice(0, most)
    .map((one) => one.reply);
}
