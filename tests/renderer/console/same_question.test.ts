import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSameQuestion, questionOf } from '../../../renderer/console/analysis/same_question';
import { stacksOf, type Asked } from '../../../renderer/console/analysis/stacks';
import { fateOf, textFor, type Choice } from '../../../renderer/console/same_question/recipients';
import type { OutboxEntry } from '../../../renderer/store/chat';
import { aRoom } from './rooms';

const asked = (lines: readonly string[]): Asked[] => lines.flatMap((line, index) => {
  const question = questionOf(line);
  return question ? [{ room: index, question }] : [];
});

describe('stacks of one question', () => {
  it('hold those who ask the same, the largest first, and nobody who only says thanks', () => {
    const lines = ['Когда будет готово?', 'Спасибо!', 'Здравствуйте, когда будет готово?', 'Как оплатить заказ?', 'Подскажите, как оплатить заказ', 'когда будет готово', 'Спасибо!', 'Вы делаете чертежи?'];
    expect(stacksOf(asked(lines))).toEqual([[0, 2, 5], [3, 4]]);
  });

  it('have in each stack only what is like its first, and leave out nothing that is', () => {
    const word = fc.constantFrom('готов', 'заказ', 'оплата', 'файл', 'когда', 'срок', 'правки', 'чертеж', 'пятница', 'отчет');
    const line = fc.array(word, { minLength: 2, maxLength: 6 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
        const all = asked(lines);
        const questions = new Map(all.map(({ room, question }) => [room, question]));
        const stacks = stacksOf(all);
        const stacked = new Set(stacks.flat());
        for (const [leader, ...rest] of stacks) for (const room of rest) expect(isSameQuestion(questions.get(leader!)!, questions.get(room)!)).toBe(true);
        // Whoever stands alone is like none of the leaders, and like nobody else who stands alone.
        const alone = all.filter(({ room }) => !stacked.has(room));
        for (const one of alone) {
          for (const other of [...alone.filter(({ room }) => room !== one.room), ...stacks.map(([leader]) => ({ question: questions.get(leader!)! }))]) expect(isSameQuestion(one.question, other.question)).toBe(false);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('what becomes of one answer to many', () => {
  const choice = (change: Partial<Choice> = {}): Choice => ({ is_struck: false, own: null, seen_seq: 4, confirmed: null, posted: null, is_kept: false, ...change });
  const room = aRoom({ id: 7, order: 4107, last_seq: 4, owed_since: '2026-01-01T00:00:00.000Z' });
  const silent = () => null;
  const post = (change: Partial<OutboxEntry>): OutboxEntry => ({ client_message_id: 'x', user: 1, room: 7, message: 'Готово', reply_to: null, created_at: '', state: 'pending', error: null, ...change });

  it('is filled in for each, or is a text of its own', () => {
    expect(textFor(room, '{client}, заказ {order} готов', choice())).toBe('Мария, заказ 4107 готов');
    expect(textFor(room, '{client}, заказ {order} готов', choice({ own: 'Вам отвечу отдельно' }))).toBe('Вам отвечу отдельно');
  });

  it('goes only when nothing speaks against it', () => {
    const fate = (text: string, change: Partial<Choice> = {}, of = room) => fateOf(of, text, choice(change), [], silent).kind;
    expect(fate('Готово')).toBe('ready');
    expect(fate('  ')).toBe('empty');
    expect(fate('Готово до {deadline}')).toBe('unresolved');
    expect(fate('Готово', { is_struck: true })).toBe('struck');
    expect(fate('Готово', { seen_seq: 3 })).toBe('moved');
    expect(fate('Готово', {}, { ...room, owed_since: null })).toBe('moved');
    expect(fateOf(undefined, 'Готово', choice(), [], silent).kind).toBe('gone');
  });

  it('is held when it names another room, until that very text is confirmed', () => {
    const clue = () => ({ kind: 'order' as const, named: '#4110', room: 9, order: 4110 });
    expect(fateOf(room, 'По #4110', choice(), [], clue).kind).toBe('held');
    expect(fateOf(room, 'По #4110', choice({ confirmed: 'По #4110' }), [], clue).kind).toBe('ready');
    expect(fateOf(room, 'По #4110!', choice({ confirmed: 'По #4110' }), [], clue).kind).toBe('held');
  });

  it('is on its way, sent, or stopped, as the outbox says', () => {
    const fate = (...outbox: OutboxEntry[]) => fateOf(room, 'Готово', choice({ posted: 'Готово', is_kept: true }), outbox, silent).kind;
    expect(fate(post({}))).toBe('sending');
    expect(fate(post({ state: 'failed', error: 'room_moved' }))).toBe('stopped');
    expect(fate()).toBe('sent');
    expect(fate(post({ room: 8 }))).toBe('sent');
    // The outbox has not taken it yet.
    expect(fateOf(room, 'Готово', choice({ posted: 'Готово' }), [], silent).kind).toBe('sending');
  });
});
