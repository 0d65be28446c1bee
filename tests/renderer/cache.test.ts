import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createChatStore } from '../../renderer/store/chat';
import { applyOpened, forgetRoom } from '../../renderer/store/facts';
import { createCache } from '../../renderer/sync/cache';
import { createCatchUp } from '../../renderer/sync/catch_up';
import type { Request } from '../../renderer/sync/socket';
import { act, apply, deed, expectEqual, heal, ROOMS } from './histories';
import { createDisk } from './disk';
import type { Disk } from './disk';
import { CLIENT, createModel, me } from './model_server';
import type { Model } from './model_server';

/** Rooms of one page of the inbox. */
const PAGE = 1;

/** A page on this disk, with the real catching up against the model. `history` names the model's database. */
function openPage(disk: Disk, model: Model, history = 'a', isFirst = true) {
  let isWriter = isFirst;
  let taken: (first: boolean) => void = () => {};
  const store = createChatStore();
  let strange = 0;
  let flushesBetween = false;
  /** What a catch-up of several pages has yet to bring, and where it ends. */
  let rest: { ids: number[]; end: string } | null = null;
  const request = (async (_name: string, { cursor }: { cursor?: string }) => {
    if (flushesBetween) await cache.flush();
    const isOurs = cursor?.startsWith(`${history}~`) ?? false;
    const isBetween = rest !== null && cursor === `${history}~between`;
    const answer = model.catchUp(isOurs && !isBetween ? cursor!.slice(history.length + 1) : undefined);
    const { ids, end } = isBetween ? rest! : { ids: answer.rooms.map(({ id }) => id), end: answer.cursor };
    rest = { ids: ids.slice(PAGE), end };
    const has_more = rest.ids.length > 0;
    const rooms = answer.rooms.filter(({ id }) => ids.slice(0, PAGE).includes(id));
    return { ok: true, ...answer, rooms, gone: isBetween ? [] : answer.gone, cursor: `${history}~${has_more ? 'between' : end}`, has_more, is_whole: !isOurs };
  }) as unknown as Request;
  const catchUp = createCatchUp(store, request, { brought: () => {}, silent: () => {}, strange: () => ((strange += 1), void cache.dropWindows()) });
  const cache = createCache({
    server: '',
    store,
    position: catchUp.position,
    open: () => Promise.resolve(disk.storage),
    last: { get: () => me, set: () => {} },
    firstPage: () => disk.firstPage,
    writer: async (_name, onTaken) => {
      taken = onTaken;
      if (isWriter) taken(true);
      return { isMine: () => isWriter, stop: () => {} };
    },
    slice: 2,
  });
  return {
    store,
    cache,
    catchUp,
    strange: () => strange,
    flushBetweenPages(whether: boolean) {
      flushesBetween = whether;
    },
    async begin() {
      const kept = await cache.restore();
      catchUp.resume(kept?.cursor ?? null);
      store.setState({ me, connection: 'online' });
      cache.belongTo(me);
      return kept;
    },
    /** The page that wrote has gone. */
    takeOver() {
      isWriter = true;
      taken(false);
    },
    open(place: number) {
      const room = model.rooms[place]!;
      const { rooms, timelines } = store.getState();
      const since = timelines.get(room.id)?.last_rev;
      store.setState((state) => applyOpened(state, model.open(room, since), since, rooms.get(room.id)));
    },
    end() {
      catchUp.stop();
      cache.stop();
    },
  };
}

async function settled(page: ReturnType<typeof openPage>, model: Model): Promise<void> {
  await page.catchUp.run();
  page.store.setState((state) => heal(model, state).state);
  expectEqual(page.store.getState(), model);
}

describe('a page that begins with what an earlier one kept', () => {
  it('shows what a page without it would show, whatever happened, was lost on the way, and was written when the earlier ones were killed', async () => {
    const step = fc.record({ deed, lost: fc.nat({ max: 2 }), then: fc.constantFrom('nothing', 'nothing', 'catch up', 'flush', 'flush', 'open', 'leave') });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { maxLength: 25 }), { minLength: 2, maxLength: 4 }), fc.array(fc.nat({ max: 6 }), { minLength: 4, maxLength: 4 }), async (lives, kills) => {
        const [model, disk] = [createModel(ROOMS + 2), createDisk()];
        for (const [life, steps] of lives.entries()) {
          disk.plugIn();
          const sleeper = openPage(disk, model, 'a', false);
          await sleeper.begin();
          const page = openPage(disk, model);
          await page.begin();
          for (const room of model.rooms) await page.cache.restoreWindow(room.id);
          await settled(page, model);
          disk.killAfter(kills[life]! === 6 ? Infinity : kills[life]!);
          for (const { deed: one, lost, then } of steps) {
            const place = model.rooms[one.room]!;
            if (place.is_left) continue;
            const facts = then === 'leave' ? model.leave(place) : act(model, one);
            for (const fact of lost === 0 ? [] : facts) {
              page.store.setState((state) => (fact.name === 'room:left' ? forgetRoom(state, fact.payload.room) : apply(state, fact)));
            }
            if (then === 'open' && page.store.getState().rooms.has(place.id)) page.open(one.room);
            page.flushBetweenPages(one.pick % 2 === 0);
            if (then === 'catch up') await page.catchUp.run();
            if (then === 'flush') await page.cache.flush();
          }
          page.end();
          // A tab that has heard of nothing for a while is the only one left.
          if (steps.length % 2 === 0) {
            sleeper.takeOver();
            await sleeper.cache.flush();
          }
          sleeper.end();
        }
        disk.plugIn();
        const last = openPage(disk, model);
        await last.begin();
        for (const room of model.rooms) await last.cache.restoreWindow(room.id);
        await settled(last, model);
        last.end();
      }),
      { numRuns: 150 },
    );
  });

  it('has all rooms, the opened conversations and the sums before it has spoken with the server', async () => {
    const [model, disk] = [createModel(7), createDisk()];
    for (const room of model.rooms) model.post(room, CLIENT);
    const first = openPage(disk, model);
    await first.begin();
    await first.catchUp.run();
    first.open(2);
    await first.cache.flush();
    first.end();
    const second = openPage(disk, model);
    expect(await second.cache.restore()).toEqual({ user: me.id, cursor: `a~${model.catchUp().cursor}` });
    await second.cache.restoreWindow(3);
    expect(second.store.getState()).toMatchObject({ me, has_all_rooms: true, is_caught_up: false, server_totals: model.catchUp().totals });
    expect(second.store.getState().rooms.size).toBe(7);
    expect(second.store.getState().timelines.get(3)).toMatchObject({ is_kept: true, last_rev: 1, messages: [{ seq: 1 }] });
    expect(second.store.getState().as_of).toBeGreaterThan(Date.now() - 60_000);
    second.end();
  });

  it('has the top of the list at once, and nothing of it that its cache does not know', async () => {
    const [model, disk] = [createModel(3), createDisk()];
    const first = openPage(disk, model);
    await first.begin();
    await first.catchUp.run();
    await first.cache.flush();
    first.end();
    disk.rooms.delete(2);
    const second = openPage(disk, model);
    const begun = second.cache.restore();
    expect([...second.store.getState().rooms.keys()]).toEqual([1, 2, 3]);
    expect(second.store.getState()).toMatchObject({ me, has_all_rooms: false });
    await begun;
    expect([...second.store.getState().rooms.keys()]).toEqual([1, 3]);
    second.end();
  });

  it('takes nothing from another database over, and keeps none of its conversations', async () => {
    const [model, other, disk] = [createModel(3), createModel(1), createDisk()];
    const first = openPage(disk, model, 'a');
    await first.begin();
    await first.catchUp.run();
    first.open(0);
    await first.cache.flush();
    expect([...disk.windows.keys()]).toEqual([1]);
    first.end();
    const second = openPage(disk, other, 'b');
    await second.begin();
    await settled(second, other);
    expect([second.strange(), [...second.store.getState().rooms.keys()], disk.windows.size]).toEqual([1, [1], 0]);
    await second.cache.flush();
    expect([...disk.rooms.keys()]).toEqual([1]);
    second.end();
  });

  it('that is not the one that writes leaves the disk alone', async () => {
    const [model, disk] = [createModel(3), createDisk()];
    const page = openPage(disk, model, 'a', false);
    await page.begin();
    await page.catchUp.run();
    await page.cache.flush();
    expect([disk.head(), disk.rooms.size]).toEqual([null, 0]);
    page.end();
  });

  it('goes on without a full disk, and leaves nothing half there', async () => {
    const [model, disk] = [createModel(5), createDisk()];
    const page = openPage(disk, model);
    await page.begin();
    await page.catchUp.run();
    await page.cache.flush();
    disk.fill();
    page.store.setState((state) => act(model, { kind: 'post', room: 0, user: CLIENT, seen: undefined, pick: 0 }).reduce(apply, state));
    await page.cache.flush();
    expect([disk.head(), disk.rooms.size, disk.firstPage.read()]).toEqual([null, 0, null]);
    await settled(page, model);
    page.end();
  });
});
