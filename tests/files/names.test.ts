import { describe, expect, it } from 'vitest';
import { FILE_NAME_MAX } from '../../protocol/files';
import { cleanName } from '../../server/files/clean_name';

const long = 'д'.repeat(300);

/** Sixty names that somebody would like to see taken as they are. */
const HOSTILE: [given: string, clean: string][] = [
  ['../../etc/passwd', 'passwd'],
  ['..\\..\\windows\\system32\\config\\sam', 'sam'],
  ['/etc/shadow', 'shadow'],
  ['C:\\Users\\me\\secret.txt', 'secret.txt'],
  ['\\\\host\\share\\x.txt', 'x.txt'],
  ['a/b\\c/d.txt', 'd.txt'],
  ['....//....//x.txt', 'x.txt'],
  ['..', 'file'],
  ['.', 'file'],
  ['...', 'file'],
  ['/', 'file'],
  ['\\', 'file'],
  ['a/', 'file'],
  ['', 'file'],
  [' ', 'file'],
  ['\u3000\u2003', 'file'],
  ['\u200b\u200d', 'file'],
  ['.htaccess', 'htaccess'],
  ['.bashrc ', 'bashrc'],
  ['name.txt...', 'name.txt'],
  ['name.txt   ', 'name.txt'],
  ['name.txt. . .', 'name.txt'],
  ['  name.txt', 'name.txt'],
  ['photo\u202egpj.exe', 'photogpj.exe'],
  ['\u202dabc\u202c.txt', 'abc.txt'],
  ['\u2066abc\u2069.txt', 'abc.txt'],
  ['a\u200eb\u200fc\u061c.txt', 'abc.txt'],
  ['in\u200bvis\u2060ible\ufeff.txt', 'invisible.txt'],
  ['soft\u00adhyphen.txt', 'softhyphen.txt'],
  ['tag\u{e0041}\u{e007f}.txt', 'tag.txt'],
  ['filler\u3164\u115f\uffa0.txt', 'filler.txt'],
  ['variant\ufe0f.txt', 'variant.txt'],
  ['line\u2028break\u2029.txt', 'linebreak.txt'],
  ['nul\u0000byte.txt', 'nulbyte.txt'],
  ['safe.txt\u0000.exe', 'safe.txt.exe'],
  ['new\r\nSet-Cookie: x=1.txt', 'newSet-Cookie_ x=1.txt'],
  ['tab\there.txt', 'tabhere.txt'],
  ['bell\u0007esc\u001b[31m.txt', 'bellesc[31m.txt'],
  ['c1\u0085\u009b.txt', 'c1.txt'],
  ['del\u007f.txt', 'del.txt'],
  ['a"; filename="b.txt', 'a_; filename=_b.txt'],
  ['<script>alert(1)</script>', 'script_'],
  ['<img src=x onerror=alert(1)>.png', '_img src=x onerror=alert(1)_.png'],
  ['a:b|c?d*e.txt', 'a_b_c_d_e.txt'],
  ['file.txt:stream', 'file.txt_stream'],
  ['CON', '_CON'],
  ['con.txt', '_con.txt'],
  ['PRN.', '_PRN'],
  ['aux .txt', '_aux .txt'],
  ['NUL.tar.gz', '_NUL.tar.gz'],
  ['com1', '_com1'],
  ['LPT9.doc', '_LPT9.doc'],
  ['COM\u00b9.txt', '_COM\u00b9.txt'],
  ['contract.txt', 'contract.txt'],
  ['e\u0301.txt', '\u00e9.txt'],
  ['\ud800lone.txt', '\ufffdlone.txt'.replace('\ufffd', '')],
  [`${long}.pdf`, `${'д'.repeat(FILE_NAME_MAX - 4)}.pdf`],
  [`${'😀'.repeat(200)}.png`, `${'😀'.repeat(58)}.png`],
  [`x.${'y'.repeat(300)}`, `x.${'y'.repeat(118)}`],
  ['two\u2215slashes\u2044and\uff0fmore.txt', 'more.txt'],
];

describe('a file\'s name', () => {
  it('has sixty hostile examples here', () => {
    expect(HOSTILE).toHaveLength(60);
  });

  it.each(HOSTILE)('%j is kept as %j', (given, clean) => {
    expect(cleanName(given)).toBe(clean);
  });

  it('that is cleaned is clean', () => {
    for (const [given] of HOSTILE) {
      const once = cleanName(given);
      expect(cleanName(once)).toBe(once);
      expect(once.length).toBeLessThanOrEqual(FILE_NAME_MAX);
      expect(once.isWellFormed()).toBe(true);
    }
  });

  it('that does no harm stays as it is', () => {
    for (const name of ['Договор № 17 (итог).docx', 'résumé.pdf', '日本語.txt', 'a.b.c.tar.gz', 'IMG_2026-01-31 12.30.00.jpg', "it's 100% & more, ok=1;.txt", 'README', 'عقد.pdf']) expect(cleanName(name)).toBe(name);
  });
});
