import { describe, expect, it } from 'vitest';
import { isSameQuestion, questionOf } from '../../renderer/console/analysis/same_question';
import { halvesOf, linesOf, precision, recall, scoreOf, told } from './samples';

const samples = linesOf('same_question.txt').map((line) => line.split('\t') as [string, string, string]);
const judge = ([label, first, second]: [string, string, string]) => {
  const [one, two] = [questionOf(first), questionOf(second)];
  return { label: label === '+' ? 'same' : null, hit: one && two && isSameQuestion(one, two) ? 'same' : null, text: `${first} / ${second}` };
};

describe('the same question', () => {
  it('is found in what was not looked at: nineteen of twenty pairs are right, seven of ten are found', () => {
    const halves = halvesOf(samples);
    const scores = { seen: scoreOf(halves.seen, judge), held_out: scoreOf(halves.held_out, judge) };
    console.info(told('same question', scores));
    if (process.env.SHOW_MISSES) console.info(scores.seen.misses.join('\n'));
    expect(samples.length).toBeGreaterThanOrEqual(200);
    for (const score of [scores.held_out, scores.seen]) {
      expect(precision(score)).toBeGreaterThanOrEqual(0.95);
      expect(recall(score)).toBeGreaterThanOrEqual(0.7);
    }
  });
});
