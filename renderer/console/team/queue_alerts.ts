import type { Language } from '../../../protocol/errors';
import type { FloorExpert } from '../../../protocol/floor';
import type { QueuedOrder } from '../../../protocol/queue';
import { answersOrders } from '../../../protocol/roles';
import { ageText } from '../../chat/dates';
import { cleanName, fullName } from '../../chat/names';
import { translator } from '../../chat/texts';
import type { Sync } from '../../sync/sync';
import type { AlertCall, Host } from '../host';
import { watchSleep } from '../slept';
import { queueTexts } from './queue_texts';

const TICK_MS = 5_000;
const TITLE_MAX = 150;

/** Room to the moment at which its order was announced last. */
export type Announced = ReadonlyMap<number, number>;

/** What of the queue is to be announced now; what is taken is forgotten, so that it is new when it comes back. */
export function dueOfQueue(queue: readonly QueuedOrder[], announced: Announced, now: number, repeatMs: number): { due: QueuedOrder[]; announced: Announced } {
  const due = queue.filter(({ room }) => room !== null && now - (announced.get(room) ?? -Infinity) >= repeatMs);
  const kept = queue.flatMap((order): [number, number][] => {
    const at = due.includes(order) ? now : order.room === null ? undefined : announced.get(order.room);
    return order.room === null || at === undefined ? [] : [[order.room, at]];
  });
  return { due, announced: new Map(kept) };
}

/** Whether this expert can take an order: he is not away, and has a free place. Until it is known he can. */
export function isFree(floor: readonly FloorExpert[], me: number): boolean {
  const mine = floor.find(({ user }) => user.id === me);
  return mine === undefined || (!mine.is_away && (mine.capacity === null || mine.open < mine.capacity));
}

/** What is said of an order: one for each, and where they are many, the longest-waiting speaks for all. */
export function queueAlerts(due: readonly QueuedOrder[], language: Language, now: Date): AlertCall[] {
  const t = translator(queueTexts, language);
  const [first] = due;
  if (first === undefined || first.room === null) return [];
  const title = due.length === 1 ? t('alert_one', { order: first.order }) : t('count', { count: due.length });
  const body = t('alert_body', { title: cleanName(first.order_title).slice(0, TITLE_MAX), name: fullName(first.client), age: ageText(first.queued_at, language, now) });
  return [{ kind: 'reminder', room: first.room, order: first.order, seq: 0, title, body, in_view: false }];
}

/** Announces to an expert what waits, again and again until somebody has taken it; returns how to stop. */
export function sendQueueAlerts(host: Host, sync: Sync, language: () => Language): () => void {
  let announced: Announced = new Map();
  const mayBeOld = watchSleep(Date.now());
  const tick = () => {
    const { me, queue, floor, as_of } = sync.store.getState();
    const now = Date.now();
    if (mayBeOld(as_of, now)) return;
    if (!me || !answersOrders(me.role)) return;
    // Whoever is away or has no free place cannot take it: what was announced to him goes.
    const next = dueOfQueue(isFree(floor, me.id) ? queue : [], announced, now, host.state.getState().settings.queue_repeat_minutes * 60_000);
    for (const room of announced.keys()) if (!next.announced.has(room)) host.clearAlert(room);
    announced = next.announced;
    for (const alert of queueAlerts(next.due, language(), new Date(now))) void host.alert(alert);
  };
  const timer = setInterval(tick, TICK_MS);
  const stop = sync.store.subscribe((state, before) => {
    if (state.queue !== before.queue || state.floor !== before.floor) tick();
  });
  return () => {
    clearInterval(timer);
    stop();
  };
}
