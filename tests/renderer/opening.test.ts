import { expect, it } from 'vitest';
import { createChatStore } from '../../renderer/store/chat';
import { MEMORY_WINDOWS } from '../../renderer/sync/cache_limits';
import type { CatchUp } from '../../renderer/sync/catch_up';
import { createOpening } from '../../renderer/sync/opening';
import type { Request } from '../../renderer/sync/socket';
import { CLIENT, createModel, me } from './model_server';

it('a page that goes through many rooms holds the conversations that were shown last, and whatever is still shown', async () => {
  const model = createModel(MEMORY_WINDOWS + 5);
  const ids = model.rooms.map(({ id }) => id);
  const store = createChatStore();
  store.setState({ me, connection: 'online' });
  const request = (async (_name: string, { room, since_rev }: { room: number; since_rev?: number }) => ({ ok: true, ...model.open(model.rooms.find(({ id }) => id === room)!, since_rev) })) as unknown as Request;
  const opening = createOpening(store, request, () => Promise.reject(new Error('not asked')), {} as CatchUp);
  const held = () => [...store.getState().timelines.keys()].sort((one, two) => one - two);

  for (const [place, id] of ids.entries()) {
    const leave = opening.show(id);
    await expect.poll(() => store.getState().timelines.has(id)).toBe(true);
    if (place > 0) leave();
  }
  expect(held()).toEqual([ids[0], ...ids.slice(-MEMORY_WINDOWS)]);
  // One that was shown again counts as shown last.
  opening.show(ids[5]!)();
  opening.show(ids[1]!)();
  await expect.poll(() => held()).toEqual([ids[0], ids[1], ids[5], ...ids.slice(7)]);
  opening.stop();
});

it('says that older messages cannot be had now, and asks again when it is asked', async () => {
  const model = createModel(1);
  const room = model.rooms[0]!;
  for (let count = 0; count < 80; count += 1) model.post(room, CLIENT);
  const store = createChatStore();
  store.setState({ me, connection: 'online' });
  const request = (async () => ({ ok: true, ...model.open(room) })) as unknown as Request;
  const answers = [{ ok: false, code: 'unavailable' }, { ok: true, body: room.messages.slice(0, 30) }];
  const opening = createOpening(store, request, async () => answers.shift() as never, {} as CatchUp);
  const leave = opening.show(room.id);
  const shown = () => store.getState().timelines.get(room.id);
  await expect.poll(() => shown()?.messages.length).toBe(50);
  expect(await opening.loadOlder(room.id)).toBe(false);
  expect(shown()).toMatchObject({ has_older: true, is_loading_older: false });
  expect(await opening.loadOlder(room.id)).toBe(true);
  expect(shown()?.messages).toHaveLength(80);
  leave();
  opening.stop();
});
