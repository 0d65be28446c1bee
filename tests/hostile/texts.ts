import fc from 'fast-check';

/** Texts that have broken programs before: each is well-formed JSON once encoded, whatever else it is. */
export const HOSTILE_TEXTS: readonly string[] = [
  '', ' ', '\u00a0', '\u200b', '\ufeff', '\u2028\u2029', '\r\n', '\t',
  // Controls and halves of characters: refused wherever a text may stand.
  '\u0000', 'a\u0000b', '\u0001', '\u001b[31mred', '\u0007', '\u007f', '\ud800', '\udfff', 'a\udc00b', '\ud83d',
  // Directions and invisible characters.
  '\u202eгнп.exe', '\u2066a\u2069', '\u200f\u200e', 'a\u200db', '\u00ad', '\u061c', '\u180e', '\ufff9x\ufffb',
  // Combining marks, ligatures, scripts.
  'Z\u0351\u036b\u0343\u036a\u0302\u036b', 'e\u0301', '\u00e9', 'ﷺ', '﷽', 'ⅷ', 'ß', 'ı', 'İ', 'ς', 'å', '한국어', '日本語', 'עברית', 'العربية', 'हिन्दी', 'ไทย', 'Ελληνικά', '𝒳𝒴', '👩‍👩‍👧‍👦', '🏳️‍🌈', '🇷🇺🇺🇸', '👍🏽',
  '\ufffe', '\uffff', '\u{10ffff}', '\u{e0041}',
  // Words of other languages than text.
  "'; DROP TABLE messages; --", '1 OR 1=1', '$1', '$$', '%', '_', '\\', "\\'", '${7*7}', '{{7*7}}', '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '&lt;b&gt;', ']]>', '<!--', '<?xml version="1.0"?>', 'javascript:alert(1)', 'data:text/html,x',
  '../../../../etc/passwd', '..\\..\\windows', '/dev/null', 'CON', 'file:///etc/passwd', '%00', '%2e%2e%2f', '%s%s%n', '\\x00', '\\u0000',
  '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'null', 'undefined', 'NaN', 'true', '0', '-1', '1e309', '[object Object]',
  'https://аррӏе.com/', 'http://127.0.0.1:5432/', 'http://[::1]/', 'http://169.254.169.254/latest/', 'mailto:a@b?bcc=c', '@all', '#1', '/me',
];

/** A text of any kind: of the list above, of any characters, of one character very often. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE_TEXTS) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 }).map((units) => String.fromCharCode(...units)) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom('a', 'й', '\u0301', '😀', '\n', '\u202e', '['), fc.constantFrom(100, 257, 4_097, 10_001)).map(([one, times]) => one.repeat(times)) },
);

/** Any JSON value, with the numbers and keys that programs trip over. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: hostileText },
  { weight: 3, arbitrary: fc.constantFrom<unknown>(null, true, false, 0, -0, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 53), 1e308, 5e-324, [], {}, [[]], [null], { length: 1 }, { toString: 1 }, { then: {} }, { _placeholder: true, num: 0 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom(20, 400).map(nested) },
);

function nested(depth: number): unknown {
  let value: unknown = 'deep';
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { deeper: value };
  return value;
}
