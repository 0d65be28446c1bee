import { describe, expect, it } from 'vitest';
import { putBack } from '../../../renderer/console/stale/stopped';

describe('a stopped post', () => {
  it('stands in front of what was written since, once', () => {
    expect(putBack('ответ', '')).toBe('ответ');
    expect(putBack('ответ', '  ')).toBe('ответ');
    expect(putBack('ответ', 'дальше')).toBe('ответ\nдальше');
    expect(putBack('ответ', 'ответ')).toBe('ответ');
    expect(putBack('ответ', 'ответ\nдальше')).toBe('ответ\nдальше');
    expect(putBack('от', 'ответ')).toBe('от\nответ');
  });
});
