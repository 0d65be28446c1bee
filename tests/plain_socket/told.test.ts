import { expect, it } from 'vitest';
import { createTold } from '../../server/edge/plain_socket/told';

const numbered = (seq: number, rev = seq) => ({ seq, rev });

it('knows what a front end has been told, over holes and changes', () => {
  const told = createTold();
  told.upTo({ last_rev: 10, last_seq: 8 });
  // The page that was read has it already.
  expect([told.isNews(numbered(8, 10)), told.isNews(numbered(9, 11)), told.rev()]).toEqual([false, true, 11]);
  // 12 is missed: 13 is told, and what changed of the missed one waits for it.
  expect([told.isNews(numbered(11, 13)), told.isNews(numbered(10, 14), false), told.isNews(numbered(3, 15), false), told.rev()]).toEqual([true, false, true, 11]);
  // Read again: the missed one as it is now, once, and not what was told beyond the hole.
  expect([numbered(10, 14), numbered(11, 13), numbered(3, 15), numbered(5, 16)].map(told.kindOf)).toEqual(['chat_message', undefined, undefined, 'message_changed']);
  told.upTo({ last_rev: 16, last_seq: 11 });
  expect([told.rev(), told.isNews(numbered(12, 17)), told.rev(), told.kindOf(numbered(12, 18))]).toEqual([16, true, 17, 'message_changed']);
  expect([told.readBy(7, 3), told.readBy(7, 3), told.readBy(7, 2), told.readBy(7, 4)]).toEqual([true, false, false, true]);
});
