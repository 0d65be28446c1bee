import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitLinks } from '../../../renderer/chat/linkify';

const links = (text: string) =>
  splitLinks(text)
    .filter((part) => part.href !== null)
    .map((part) => [part.text, part.href]);

describe('links in a message', () => {
  it('finds http, https and mail addresses', () => {
    expect(links('see https://example.com/a?b=c#d and http://x.org, or write to a.b@mail.example.com or mailto:me@x.org')).toEqual([
      ['https://example.com/a?b=c#d', 'https://example.com/a?b=c#d'],
      ['http://x.org', 'http://x.org/'],
      ['a.b@mail.example.com', 'mailto:a.b@mail.example.com'],
      ['mailto:me@x.org', 'mailto:me@x.org'],
    ]);
  });

  it('finds www without a scheme and hosts in every script, and takes no file name for a host', () => {
    expect(links('www.example.ru/a, https://президент.рф/события')).toEqual([
      ['www.example.ru/a', 'https://www.example.ru/a'],
      ['https://президент.рф/события', 'https://xn--d1abbgf6aiiy.xn--p1ai/%D1%81%D0%BE%D0%B1%D1%8B%D1%82%D0%B8%D1%8F'],
    ]);
    expect(links('README.md, main.py, отчёт.doc, example.com, 127.0.0.1, в 12:30, ftp://example.com, //example.com')).toEqual([]);
  });

  it('leaves the punctuation of the sentence outside, and balanced brackets inside', () => {
    expect(links('(https://example.com/a).')[0]?.[0]).toBe('https://example.com/a');
    expect(links('«https://example.com»…')[0]?.[0]).toBe('https://example.com');
    expect(links('https://ru.wikipedia.org/wiki/Заказ_(право), да?')[0]?.[0]).toBe('https://ru.wikipedia.org/wiki/Заказ_(право)');
  });

  it('makes no link of other schemes, of markup, or of a host that is hidden behind a user name', () => {
    for (const text of [
      'javascript:alert(1)',
      'JaVaScRiPt://example.com/%0aalert(1)',
      'data:text/html,<b>x</b>',
      'file:///etc/passwd',
      'vbscript:x',
      '<img src=x onerror=alert(1)>',
      'https://bank.example@evil.example/',
      'https://user:password@evil.example/',
      'http://',
      'https://%',
    ]) {
      expect(links(text), text).toEqual([]);
    }
  });

  it('ends a link at what is invisible or turns the direction', () => {
    for (const sign of ['\u202e', '\u2066', '\u200b', '\u200f', '\ufeff', '\u00ad']) {
      expect(links(`https://example.com/${sign}moc.live`)[0]?.[0]).toBe('https://example.com/');
    }
  });

  it('keeps every character of any text, and links only http, https and mailto', () => {
    const piece = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('https://example.com/a?b#c', 'http://x.org', 'a.b@example.com', 'x@y'), fc.constantFrom('https://', 'mailto:', '@', ').', '\n', 'javascript:'));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        const parts = splitLinks(text);
        expect(parts.map((part) => part.text).join('')).toBe(text);
        for (const { href } of parts) if (href !== null) expect(['http:', 'https:', 'mailto:']).toContain(new URL(href).protocol);
      }),
    );
  });

  it('splits the longest hostile texts without delay', () => {
    for (const unit of ['a', 'a.', 'https://', 'https://(', 'a@', 'a@a.', '(', 'mailto:a@b.c)']) {
      const text = unit.repeat(Math.floor(10_000 / unit.length));
      const start = performance.now();
      splitLinks(text);
      expect(performance.now() - start, unit).toBeLessThan(500);
    }
  });
});
