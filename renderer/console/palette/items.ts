import type { Room } from '../../../protocol/entities';
import { ID_MAX } from '../../../protocol/limits';
import type { Reply } from '../../../protocol/replies';
import { clientOf } from '../../store/select';
import type { Action } from '../keys/action';
import { fold } from './fold';
import { inOtherLayout } from './layouts';
import { prepare, readingsOf, scoreOf } from './rank';
import type { Prepared } from './rank';

/** Something that the palette offers. */
export type PaletteItem =
  | { key: string; kind: 'room'; room: Room }
  | { key: string; kind: 'action'; action: Action }
  | { key: string; kind: 'reply'; reply: Reply }
  /** The chat of an order that is not in the list. */
  | { key: string; kind: 'order'; order: number };

/** What there is to find. Rooms stand newest first. */
export type PaletteSource = { rooms: readonly Room[]; actions: readonly Action[]; replies: readonly Reply[] };

/** The first sign of a query may narrow it to one kind; the number sign is what a Cyrillic layout writes for `#`. */
const KINDS: Readonly<Record<string, PaletteItem['kind']>> = { '>': 'action', '/': 'reply', '#': 'room', '№': 'room' };

const SHOWN_MAX = 40;
const RECENT_FIRST = 6;
const RECENT_BONUS = 12;
const RECENT_FADES = 0.8;
const OWED_BONUS = 2;
const UNREAD_BONUS = 1;

const prepared = new WeakMap<object, Prepared>();

function ready(thing: object, texts: () => readonly { text: string; weight: number }[]): Prepared {
  const known = prepared.get(thing);
  if (known) return known;
  const made = prepare({ texts: texts() });
  prepared.set(thing, made);
  return made;
}

const ofRoom = (room: Room) =>
  ready(room, () => {
    const client = clientOf(room);
    const name = client ? `${client.first_name} ${client.last_name}` : '';
    return [{ text: String(room.order), weight: 1 }, { text: name, weight: 1 }, { text: room.order_title, weight: 0.92 }];
  });

const ofAction = (action: Action) =>
  ready(action, () => [
    { text: action.title.ru, weight: 1 },
    { text: action.title.en, weight: 1 },
    { text: action.words ?? '', weight: 0.85 },
  ]);

const ofReply = (reply: Reply) =>
  ready(reply, () => [
    { text: reply.trigger, weight: 1 },
    { text: reply.title, weight: 0.96 },
    { text: reply.message.slice(0, 300), weight: 0.5 },
  ]);

/** Does for these rooms what the first key would otherwise have to do. */
export function prepareRooms(rooms: readonly Room[]): void {
  for (const room of rooms) ofRoom(room);
}

const roomItem = (room: Room): PaletteItem => ({ key: `room ${room.id}`, kind: 'room', room });
const actionItem = (action: Action): PaletteItem => ({ key: `action ${action.id}`, kind: 'action', action });
const replyItem = (reply: Reply): PaletteItem => ({ key: `reply ${reply.id}`, kind: 'reply', reply });

/** The best of everything for what was typed, best first; `recent` holds the keys of what was chosen lately, newest first. */
export function findItems(source: PaletteSource, typed: string, recent: readonly string[]): readonly PaletteItem[] {
  const kind = KINDS[typed.trimStart()[0] ?? ''];
  const query = kind ? typed.trimStart().slice(1) : typed;
  const wants = (one: PaletteItem['kind']) => kind === undefined || kind === one;
  const readings = readingsOf(query);
  if (readings.length === 0) return beginning(source, recent, wants);
  const ranks = new Map(recent.map((key, index) => [key, index]));
  const found: { item: PaletteItem; score: number; place: number }[] = [];
  const consider = (item: PaletteItem, text: Prepared, more: number) => {
    const score = scoreOf(readings, text);
    if (score <= 0) return;
    const rank = ranks.get(item.key);
    found.push({ item, score: score + more + (rank === undefined ? 0 : RECENT_BONUS * RECENT_FADES ** rank), place: found.length });
  };
  const order = orderIn(query);
  if (wants('room')) {
    for (const room of source.rooms) {
      if (order === room.order) found.push({ item: roomItem(room), score: 1_000, place: 0 });
      else consider(roomItem(room), ofRoom(room), (room.owed_since ? OWED_BONUS : 0) + (room.unread_count > 0 ? UNREAD_BONUS : 0));
    }
  }
  if (wants('action')) for (const action of source.actions) consider(actionItem(action), ofAction(action), 0);
  if (wants('reply')) for (const reply of source.replies) consider(replyItem(reply), ofReply(reply), 0);
  found.sort((one, two) => two.score - one.score || one.place - two.place);
  const items = found.slice(0, SHOWN_MAX).map(({ item }) => item);
  if (order === null || !wants('room') || items.some((item) => item.kind === 'room' && item.room.order === order)) return items;
  const offer: PaletteItem = { key: `order ${order}`, kind: 'order', order };
  // Beside words the number is what was meant; alone it may be the beginning of one in the list.
  return /^[\s#№]*\d+\s*$/.test(query) ? [...items, offer] : [offer, ...items];
}

/** What stands there before anything is typed: what was used last, then the rooms, then what can be done. */
function beginning(source: PaletteSource, recent: readonly string[], wants: (kind: PaletteItem['kind']) => boolean): readonly PaletteItem[] {
  const rooms = wants('room') ? source.rooms.slice(0, SHOWN_MAX).map(roomItem) : [];
  const others = [...(wants('action') ? source.actions.map(actionItem) : []), ...(wants('reply') ? source.replies.map(replyItem) : [])];
  const known = new Map([...(wants('room') ? source.rooms.map(roomItem) : []), ...others].map((item) => [item.key, item]));
  const last = recent.flatMap((key) => known.get(key) ?? []).slice(0, RECENT_FIRST);
  const rest = [...rooms.slice(0, SHOWN_MAX / 2), ...others].filter((item) => !last.includes(item) && !last.some(({ key }) => key === item.key));
  return [...last, ...rest].slice(0, SHOWN_MAX);
}

const ORDER_WORDS = ['open', 'order', 'chat', 'открыть', 'открой', 'заказ', 'чат', 'по', 'заказу', 'заказа', 'к'];

/** The order that a query names: `4107`, `#4107`, `open order 4107`, `заказ 4107`, also in the wrong layout. */
export function orderIn(query: string): number | null {
  const digits = /(?<!\d)\d{1,16}(?!\d)/.exec(query)?.[0];
  const number = Number(digits);
  if (digits === undefined || number < 1 || number > ID_MAX) return null;
  const rest = query.replace(digits, ' ');
  if (/\d/.test(rest)) return null;
  const isAsking = (text: string) => fold(text).split(' ').filter(Boolean).every((word) => ORDER_WORDS.includes(word));
  return isAsking(rest) || isAsking(inOtherLayout(rest) ?? rest) ? number : null;
}
