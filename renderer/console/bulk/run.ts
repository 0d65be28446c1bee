import type { BulkResult, BulkWish } from '../../../protocol/bulk';
import type { ErrorCode } from '../../../protocol/errors';
import type { Room } from '../../../protocol/entities';
import { BULK_MAX } from '../../../protocol/limits';
import type { Shelf } from '../../sync/shelf';
import type { Console } from '../context';
import { undoOf, wishOf } from './deeds';
import type { Deed } from './deeds';

/** A room with which it did not work out; `name` is how it was called then, it may be gone from the list. */
export type Failed = { room: number; order: number; code: ErrorCode | 'offline' };

/** Several things in one room, by a macro of this name. */
export type MacroDeed = { kind: 'macro'; name: string };

/** What is being done to many rooms, or was done last. */
export type BulkRun = {
  deed: Deed | MacroDeed | 'undo';
  is_running: boolean;
  /** Rooms that are dealt with, and all of them. */
  done: number;
  total: number;
  changed: number;
  failed: readonly Failed[];
  /** What takes it back, for the rooms where it did work out. */
  undo: readonly Asked[];
};

/** A wish with the room that it is about, as it was. */
export type Asked = { room: Room; wish: BulkWish };

export type AskedOfMacro = Asked & { undo(result: Extract<BulkResult, { ok: true }>): BulkWish | null };

/** A chunk that was told to wait is asked again; not for ever. */
const PATIENCE = 5;
const LONGEST_WAIT_S = 60;

const wait = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1_000));

/** Asks for all wishes, a bounded number in each request and one request after the other; tells what became of each. */
export async function askAll(shelf: Pick<Shelf, 'run'>, asked: readonly Asked[], tell: (one: Asked, result: BulkResult | { ok: false; code: 'offline' }) => void, pause = wait): Promise<void> {
  let left = [...asked];
  let patience = PATIENCE;
  while (left.length > 0) {
    const chunk = left.slice(0, BULK_MAX);
    left = left.slice(BULK_MAX);
    let results: readonly BulkResult[];
    try {
      results = await shelf.run(chunk.map(({ wish }) => wish));
    } catch (error) {
      const code = (error as { code?: ErrorCode | 'offline' }).code ?? 'internal';
      // Without a connection, and with a server that takes no such request, the others would fare no better.
      for (const one of [...chunk, ...left]) tell(one, { ok: false, code } as BulkResult);
      return;
    }
    const again: Asked[] = [];
    let seconds = 0;
    for (const [index, one] of chunk.entries()) {
      const result = results[index] ?? { ok: false, code: 'internal' };
      if (!result.ok && result.retry_after !== undefined && patience > 0) {
        again.push(one);
        seconds = Math.max(seconds, Math.min(result.retry_after, LONGEST_WAIT_S));
      } else tell(one, result);
    }
    if (again.length === 0) continue;
    patience -= 1;
    left = [...again, ...left];
    await pause(seconds);
  }
}

type Desk = Pick<Console, 'sync' | 'desk'>;

/** Does it to these rooms, as they were seen. Those with which it did not work out stay selected, and are named. False: another deed is under way, and nothing was done. */
export async function runDeed({ sync, desk }: Desk, deed: Deed, ids: readonly number[], seen?: (room: Room) => number): Promise<boolean> {
  if (!sync.shelf || desk.getState().bulk?.is_running) return false;
  const { rooms } = sync.store.getState();
  const asked = ids.flatMap((id) => {
    const room = rooms.get(id)?.room;
    const wish = room && wishOf(room, deed, seen?.(room));
    return wish ? [{ room, wish }] : [];
  });
  const isSelected = desk.getState().selected.size > 0;
  await run({ sync, desk }, deed, asked, (one, result) => undoOf(one.room, deed, result));
  if (isSelected && deed.kind !== 'label') desk.setState(({ bulk }) => ({ selected: new Set(bulk?.failed.map(({ room }) => room)) }));
  return true;
}

/** Takes the last deed back, room by room. */
export async function undoBulk({ sync, desk }: Desk): Promise<void> {
  const { bulk } = desk.getState();
  if (!bulk || bulk.is_running || bulk.undo.length === 0) return;
  await run({ sync, desk }, 'undo', bulk.undo, () => null);
}

/** Does in one room what a macro says, one thing after the other; one undo takes all of it back, the last thing first. */
export async function runMacro({ sync, desk }: Desk, name: string, asked: readonly AskedOfMacro[]): Promise<void> {
  if (!sync.shelf || asked.length === 0 || desk.getState().bulk?.is_running) return;
  await run({ sync, desk }, { kind: 'macro', name }, asked, (one, result) => (one as AskedOfMacro).undo(result));
  desk.setState(({ bulk }) => (bulk ? { bulk: { ...bulk, undo: bulk.undo.toReversed() } } : {}));
}

async function run({ sync, desk }: Desk, deed: BulkRun['deed'], asked: readonly Asked[], undoFor: (one: Asked, result: Extract<BulkResult, { ok: true }>) => BulkWish | null): Promise<void> {
  const state: BulkRun = { deed, is_running: true, done: 0, total: asked.length, changed: 0, failed: [], undo: [] };
  desk.setState({ bulk: state, decided: null, notice: null });
  const update = (change: (bulk: BulkRun) => Partial<BulkRun>) => desk.setState(({ bulk }) => (bulk ? { bulk: { ...bulk, ...change(bulk) } } : {}));
  await askAll(sync.shelf!, asked, (one, result) => {
    if (!result.ok) return update(({ done, failed }) => ({ done: done + 1, failed: [...failed, { room: one.room.id, order: one.room.order, code: result.code }] }));
    const wish = undoFor(one, result);
    update(({ done, changed, undo }) => ({ done: done + 1, changed: changed + 1, undo: wish ? [...undo, { room: one.room, wish }] : undo }));
  });
  update(() => ({ is_running: false }));
}
