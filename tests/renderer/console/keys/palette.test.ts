import { describe, expect, it } from 'vitest';
import type { Room } from '../../../../protocol/entities';
import type { Reply } from '../../../../protocol/replies';
import type { Action } from '../../../../renderer/console/keys/action';
import { fold, latinSkeleton } from '../../../../renderer/console/palette/fold';
import { findItems, orderIn, type PaletteItem } from '../../../../renderer/console/palette/items';
import { inOtherLayout } from '../../../../renderer/console/palette/layouts';
import { scoreWord } from '../../../../renderer/console/palette/match';
import { aClient, aRoom } from '../rooms';

const clients: [number, string, string, string][] = [
  [4101, 'Мария', 'Кузнецова', 'Логотип для пекарни'],
  [4102, 'Пётр', 'Громов', 'Перевод договора'],
  [4103, 'Léa', 'Moreau', 'Brand guidelines'],
  [4104, 'Юлия', 'Щербакова', 'Лендинг для школы'],
  [4105, 'John', 'Smith', 'Order confirmation emails'],
  [4106, 'Анна', 'Соколова', 'Вёрстка каталога'],
  [4107, 'Алексей', 'Жуков', 'Настройка рекламы'],
  [4108, 'Ксения', 'Хохлова', 'Дизайн упаковки'],
  [4109, 'Boris', 'Levin', 'Translation of a contract'],
  [4110, 'Сергей', 'Цветков', 'Монтаж ролика'],
  [4111, 'Екатерина', 'Ёлкина', 'Фирменный стиль'],
  [4112, 'William', 'Fox', 'Pitch deck'],
  [4113, 'Марина', 'Кузьмина', 'Логотип для студии'],
  [4114, 'Zoë', 'Müller', 'Podcast cover'],
  [4115, 'Дмитрий', 'Чайковский', 'Аранжировка песни'],
  [51070, 'Ольга', 'Белова', 'Редактура книги'],
];
const rooms: Room[] = clients.map(([order, first_name, last_name, order_title]) => aRoom({ id: order, order, order_title, participants: [aClient(order, first_name, last_name)] }));

const action = (id: string, ru: string, en: string, words = ''): Action => ({ id, group: 'app', title: { ru, en }, words, keys: [], run: () => undefined });
const actions = [
  action('settings', 'Настройки', 'Settings'),
  action('next_owed', 'Следующий, кто ждёт ответа', 'Next owed', 'долг waiting'),
  action('next_unread', 'Следующий непрочитанный', 'Next unread', 'новое'),
  action('close_pane', 'Закрыть чат', 'Close the chat'),
  action('order_card', 'Карточка заказа', 'Order card'),
  action('mute', 'Не уведомлять об этом чате', 'Mute or unmute the chat'),
  action('pin', 'Закрепить чат или открепить', 'Pin or unpin the chat'),
  action('sign_out', 'Выйти', 'Sign out'),
  action('theme', 'Тёмная или светлая тема', 'Dark or light theme'),
  action('keys', 'Все клавиши', 'All keys', 'горячие сочетания shortcuts hotkeys'),
];
const reply = (id: number, trigger: string, title: string, message: string): Reply => ({ id, scope: 'own', trigger, title, message, is_editable: true, updated_at: '' });
const replies = [
  reply(1, 'привет', 'Приветствие', 'Здравствуйте, {client}! Чем могу помочь?'),
  reply(2, 'thanks', 'Thank you', 'Thank you for your order, we start today.'),
  reply(3, 'срок', 'Сроки работы', 'Обычно это занимает три дня.'),
  reply(4, 'refund', 'Refund rules', 'You can have your money back within 14 days.'),
];
const source = { rooms, actions, replies };

const name = (item: PaletteItem | undefined): string | number | undefined =>
  item?.kind === 'room' ? item.room.order : item?.kind === 'action' ? item.action.id : item?.kind === 'reply' ? `/${item.reply.trigger}` : item && `order ${item.order}`;
const first = (query: string, recent: string[] = []) => name(findItems(source, query, recent)[0]);

const wanted: [string, [query: string, item: string | number][]][] = [
  ['the beginning of a name, a title or an action', [
    ['мария', 4101], ['Мари Куз', 4101], ['кузнец', 4101], ['кузьм', 4113], ['пекарн', 4101], ['логотип студии', 4113], ['громов', 4102], ['договор', 4102],
    ['john', 4105], ['smith', 4105], ['pitch', 4112], ['podcast', 4114], ['contract', 4109], ['настройки', 'settings'], ['настр рекл', 4107], ['settings', 'settings'],
    ['next owed', 'next_owed'], ['непроч', 'next_unread'], ['закрыть', 'close_pane'], ['close chat', 'close_pane'], ['выйти', 'sign_out'], ['тёмная', 'theme'], ['dark', 'theme'], ['mute', 'mute'],
  ]],
  ['without accents, and е for ё', [['lea', 4103], ['zoe muller', 4114], ['петр', 4102], ['елкина', 4111], ['верстка', 4106], ['темная', 'theme']]],
  ['with letters left out', [['кузнцва', 4101], ['првет', '/привет'], ['хохлва', 4108], ['smth', 4105], ['sttings', 'settings'], ['чайквский', 4115]]],
  ['by the beginnings of words', [['мк', 4101], ['но', 'next_unread'], ['сн', 'next_unread'], ['ющ', 4104], ['ctc', 'close_pane'], ['пг', 4102], ['wf', 4112]]],
  ['in the wrong layout, both ways', [
    ['ghbdtn', '/привет'], ['щквук сфкв', 'order_card'], ['vfhbz', 4101], ['uhjvjd', 4102], ['ыуеештпы', 'settings'], ['yfcnhjqrb', 'settings'], ['ыьшер', 4105], ['ktylbyu', 4104],
  ]],
  ['in the other alphabet', [['mariya', 4101], ['kuznetsova', 4101], ['yulia', 4104], ['julija', 4104], ['sherbakova', 4104], ['shcherbakova', 4104], ['zhukov', 4107], ['khokhlova', 4108], ['hohlova', 4108], ['tsvetkov', 4110], ['cvetkov', 4110], ['борис левин', 4109]]],
  ['an order by its number', [['4107', 4107], ['#4107', 4107], ['заказ 4107', 4107], ['open order 4107', 4107], ['щзут щквук 4107', 4107], ['51070', 51070], ['open order 9999', 'order 9999'], ['9999', 'order 9999']]],
  ['one kind alone', [['/п', '/привет'], ['/thank', '/thanks'], ['>зак', 'close_pane'], ['#410', 4101]]],
  ['a word of a reply', [['refund', '/refund'], ['сроки', '/срок'], ['money back', '/refund']]],
];

describe('the palette finds first', () => {
  for (const [how, cases] of wanted) it(how, () => expect(cases.map(([query]) => [query, first(query)])).toEqual(cases));
});

describe('the palette', () => {
  it('finds nothing for what stands nowhere', () => {
    for (const query of ['щщщщ', 'qqqq', 'мария громова пекарня', 'xyz']) expect(findItems(source, query, []), query).toEqual([]);
  });

  it('puts what was used lately before what fits as well', () => {
    expect(first('логотип')).toBe(4101);
    expect(first('логотип', ['room 4113'])).toBe(4113);
    expect(first('кузнецова', ['room 4113'])).toBe(4101);
  });

  it('begins with what was used last, then the rooms, then what can be done', () => {
    const items = findItems(source, '', ['action pin', 'room 4110', 'room 1', 'reply 3']).map(name);
    expect(items.slice(0, 5)).toEqual(['pin', 4110, '/срок', 4101, 4102]);
    expect(new Set(items).size).toBe(items.length);
  });

  it('takes those who wait before those who do not', () => {
    const two = [aRoom({ id: 1, order: 1, order_title: 'Логотип' }), aRoom({ id: 2, order: 2, order_title: 'Логотип', owed_since: '2026-11-20T10:00:00.000Z' })];
    expect(findItems({ ...source, rooms: two }, 'логотип', []).map(name).slice(0, 2)).toEqual([2, 1]);
  });

  it('offers the chat of an order that is not in the list', () => {
    expect(findItems(source, '410', []).map(name).at(-1)).toBe('order 410');
    expect(findItems(source, 'открыть заказ 77', []).map(name)[0]).toBe('order 77');
    expect(findItems(source, '4107', []).map(name)).not.toContain('order 4107');
  });
});

describe('an order in a query', () => {
  it('is one number beside words that ask for it', () => {
    const cases: [string, number | null][] = [['4107', 4107], ['№ 12', 12], ['чат по заказу 5', 5], ['jnrhsnm pfrfp 5', 5], ['логотип 5', null], ['5 6', null], ['0', null], ['99999999999999999', null], ['', null]];
    for (const [query, order] of cases) expect(orderIn(query), query).toBe(order);
  });
});

describe('comparing', () => {
  it('is blind to case, accents, signs and ё, and not to й', () => {
    expect(fold('  Ёлка, «Зелёная»—№5!')).toBe('елка зеленая 5');
    expect(fold('Zoë MÜLLER-Groß')).toBe('zoe muller groß');
    expect(fold('Йод')).toBe('йод');
  });

  it('writes Russian and its usual Latin spellings the same way', () => {
    for (const spellings of [['юлия', 'yulia', 'julija', 'iuliia', 'yuliya'], ['хохлов', 'khokhlov', 'hohlov'], ['цветков', 'tsvetkov', 'cvetkov'], ['щукин', 'shchukin', 'schukin']]) {
      expect(new Set(spellings.map(latinSkeleton)).size, spellings.join()).toBe(1);
    }
  });

  it('knows the other layout, unless both alphabets or neither are in the text', () => {
    expect(inOtherLayout('ghbdtn')).toBe('привет');
    expect(inOtherLayout('щквук')).toBe('order');
    expect(inOtherLayout('[jhjij')).toBe('хорошо');
    expect([inOtherLayout('4107'), inOtherLayout('order заказ'), inOtherLayout('')]).toEqual([null, null, null]);
  });

  it('prefers the whole, then a beginning, then the beginning of a word, then the inside, then scattered letters', () => {
    const scores = [scoreWord('логотип', 'логотип'), scoreWord('лого', 'лого студии'), scoreWord('лого', 'логотип'), scoreWord('студ', 'логотип студии'), scoreWord('готи', 'логотип'), scoreWord('лгтп', 'логотип')];
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(new Set(scores).size).toBe(scores.length);
    expect([scoreWord('логс', 'логотип студии') > scoreWord('логи', 'логотип студии'), scoreWord('ъъ', 'логотип'), scoreWord('', 'логотип')]).toEqual([true, 0, 0]);
  });
});
