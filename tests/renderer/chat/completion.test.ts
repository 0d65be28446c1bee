import { describe, expect, it } from 'vitest';
import { isSameQuestion, openAt, type CompletionSource } from '../../../renderer/chat/completion';

const source = (key: string, opens: RegExp): CompletionSource => ({ key, label: key, opens, find: () => [] });
const sources = [source('emoji', /(?:^|\s)(:([\p{L}\d_]{2,30}))$/u), source('canned', /^(\/(\S*))$/u)];

describe('a completion', () => {
  it('opens at the caret, and says what a choice replaces', () => {
    expect(openAt('да :smi и дальше', 7, sources)).toMatchObject({ source: sources[0], query: 'smi', from: 3, to: 7 });
    expect(openAt('/при', 4, sources)).toMatchObject({ source: sources[1], query: 'при', from: 0, to: 4 });
  });

  it('does not open inside of words, far from the caret, or without a source', () => {
    expect(openAt('a:smi', 5, sources)).toBeNull();
    expect(openAt(':smile и дальше', 15, sources)).toBeNull();
    expect(openAt(':smile', 6, [])).toBeNull();
  });

  it('looks at no more than the end of a long text', () => {
    const text = `${'x'.repeat(10_000)} :smi`;
    expect(openAt(text, text.length, sources)).toMatchObject({ query: 'smi', from: 10_001 });
  });

  it('is the same question until a letter or the place changes', () => {
    const [one, two, three] = [openAt(':smi', 4, sources), openAt(':smi', 4, sources), openAt(' :smi', 5, sources)];
    expect(isSameQuestion(one, two)).toBe(true);
    expect(isSameQuestion(one, three)).toBe(false);
    expect(isSameQuestion(one, null)).toBe(false);
  });
});
