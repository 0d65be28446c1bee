import { describe, expect, it } from 'vitest';
import { cleanText } from '../../../renderer/chat/clean_text';
import { cleanName, initials } from '../../../renderer/chat/names';
import { nextNewsSeq } from '../../../renderer/chat/news';
import { inviteOf, orderOf } from '../../../renderer/client/route';

describe('names', () => {
  it('lose what turns or hides letters', () => {
    expect(cleanName('Anna\u202e annA\u200b\n  Smith\u2066')).toBe('Anna annA Smith');
    expect(cleanName('نورة العتيبي')).toBe('نورة العتيبي');
  });

  it('give one or two initials, in every script', () => {
    expect(initials('Анна Сергеевна Смирнова')).toBe('АС');
    expect(initials('madonna')).toBe('M');
    expect(initials('—')).toBe('?');
    expect(initials('𝒜nna 7even')).toBe('𝒜7');
  });
});

describe('a pasted text', () => {
  it('loses only what no message may hold', () => {
    expect(cleanText('a\u0000b\u0007\tc\r\nd\ud800 👍🏽 \u202e')).toBe('ab\tc\r\nd\ufffd 👍🏽 \u202e');
  });
});

describe('the line of news', () => {
  it('stays while what is behind it is unread, and moves to what comes unseen later', () => {
    expect(nextNewsSeq(null, 5, 4, false)).toBe(5);
    expect(nextNewsSeq(5, 5, 4, false)).toBe(5);
    expect(nextNewsSeq(5, 7, 6, false)).toBe(7);
    expect(nextNewsSeq(5, null, 9, false)).toBe(5);
    expect(nextNewsSeq(null, 7, 6, true)).toBe(null);
  });
});

describe('the client page’s address', () => {
  it('names an order or an invitation, or neither', () => {
    expect(orderOf('/c/42')).toBe(42);
    expect(orderOf('/c/42/')).toBe(42);
    for (const path of ['/', '/c', '/c/', '/c/0', '/c/x', '/c/9999999999999999', '/c/4/2']) expect(orderOf(path), path).toBe(null);
    expect(inviteOf('#Zm9vYmFyYmF6cXV4Zm9v')).toBe('Zm9vYmFyYmF6cXV4Zm9v');
    for (const hash of ['', '#', '#top', '#<script>alert(1)</script>']) expect(inviteOf(hash), hash).toBe(null);
  });
});
