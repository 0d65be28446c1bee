import { describe, expect, it } from 'vitest';
import { doubtfulHost } from '../../../renderer/console/composing/doubtful_host';

const doubt = (text: string) => doubtfulHost(text, new URL(text).href);

describe('a link’s host', () => {
  it.each([
    'https://example.org/path',
    'https://президент.рф/',
    'https://xn.example.org',
    'https://münchen.de/rathaus',
    'http://пример.рф:8080/a?b=c',
    'mailto:a@аррӏе.com',
  ])('%s is opened at once', (text) => {
    expect(doubt(text)).toBeNull();
  });

  it.each([
    ['https://аррӏе.com/', 'Cyrillic letters before a Latin ending'],
    ['https://pаypal.com/login', 'one Cyrillic letter among Latin ones'],
    ['https://gооgle.рф', 'two scripts under a Cyrillic ending'],
    ['https://сосо.рф/', 'nothing but lookalikes'],
    ['https://xn--80ak6aa92e.com', 'the coded form'],
    ['https://яндекс.com', 'a name in another script than its ending'],
    ['https://login.pаypal.example.com', 'a doubtful part in the middle'],
  ])('%s is asked about: %s', (text) => {
    expect(doubt(text)).toMatchObject({ real: expect.stringContaining('xn--') });
  });
});
