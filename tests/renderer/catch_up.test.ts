import { expect, it } from 'vitest';
import { createChatStore } from '../../renderer/store/chat';
import { createCatchUp } from '../../renderer/sync/catch_up';
import type { Request } from '../../renderer/sync/socket';

it('brings everything anew when a number is doubted, however many catch-ups are on their way', async () => {
  const asked: (string | undefined)[] = [];
  const answers: (() => void)[] = [];
  const answer = { ok: true, cursor: 'here', rooms: [], gone: [], totals: { unread_count: 0, unread_rooms: 0, owed_rooms: 0, overdue_rooms: 0 }, has_more: false };
  const request = ((_name: string, { cursor }: { cursor?: string }) => {
    asked.push(cursor);
    return new Promise((resolve) => answers.push(() => resolve(answer)));
  }) as unknown as Request;
  const catchUp = createCatchUp(createChatStore(), request, { brought: () => undefined, silent: () => undefined, strange: () => undefined });
  catchUp.resume('before');
  void catchUp.run();
  void catchUp.run();
  const recount = catchUp.recount();
  let isDone = false;
  void recount.then(() => (isDone = true));
  while (!isDone) {
    answers.shift()?.();
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  catchUp.stop();
  expect(await recount).toBe(true);
  expect(asked.at(-1)).toBeUndefined();
});
