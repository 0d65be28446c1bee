import type { Room } from '../protocol/entities';
import { findItems } from '../renderer/console/palette/items';
import { median, type Figure } from './measure';

const ROOMS = 5_000;
const REPEATS = 15;

const NAMES = ['Мария', 'Пётр', 'Юлия', 'John', 'Léa', 'Алексей', 'Ксения', 'Boris', 'Екатерина', 'William', 'Дмитрий', 'Zoë'];
const FAMILIES = ['Кузнецова', 'Громов', 'Щербакова', 'Smith', 'Moreau', 'Жуков', 'Хохлова', 'Levin', 'Ёлкина', 'Fox', 'Чайковский', 'Müller', 'Цветков'];
const TITLES = ['Логотип для пекарни', 'Перевод договора', 'Brand guidelines', 'Лендинг для школы', 'Order confirmation emails', 'Вёрстка каталога', 'Настройка рекламы', 'Pitch deck'];
const QUERIES = ['м', 'ма', 'мария', 'мария кузн', 'кзнцв', 'ghbdtn', 'щквук', 'kuznetsova', 'логотип', '4107', 'нетникого', 'order conf'];

const pick = (list: readonly string[], index: number) => list[index % list.length] as string;

function makeRoom(index: number): Room {
  const user = { id: index, first_name: pick(NAMES, index), last_name: pick(FAMILIES, index * 7 + 3), role: 'client' as const };
  // What else a room and its people have is nothing to the palette.
  const client = { user, role: 'client' };
  return { id: index, order: 1_000 + index, order_title: `${pick(TITLES, index * 3 + 1)} ${index % 97}`, participants: [client], unread_count: 0, owed_since: null } as unknown as Room;
}

/** How long the command palette thinks about one key over five thousand rooms. */
export function measurePalette(): Promise<Figure[]> {
  const rooms = Array.from({ length: ROOMS }, (_, index) => makeRoom(index + 1));
  const source = { rooms, actions: [], replies: [] };
  const ask = (query: string) => {
    const from = performance.now();
    findItems(source, query, []);
    return performance.now() - from;
  };
  const first = ask(QUERIES[2] as string);
  const times = QUERIES.map((query) => median(Array.from({ length: REPEATS }, () => ask(query))));
  const tenths = (value: number) => `${value.toFixed(1)} ms`;
  return Promise.resolve([
    { what: `palette over ${ROOMS} rooms: the first key`, value: tenths(first) },
    { what: `palette over ${ROOMS} rooms: a key, median / slowest of ${QUERIES.length} queries`, value: `${tenths(median(times))} / ${tenths(Math.max(...times))}` },
  ]);
}
