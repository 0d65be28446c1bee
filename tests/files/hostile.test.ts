import { promisify } from 'node:util';
import { gzipSync, deflate, crc32 } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendFile, type Uploaded } from '../support/uploads';
import type { Person } from '../support/people';
import { startServer, type TestServer } from '../support/server';

let server: TestServer;
let client: Person;
let room: number;

beforeAll(async () => {
  server = await startServer();
  const made = await server.people.makeRoom();
  client = made.client;
  room = made.room.id;
});
afterAll(() => server.close());

const png = () => sharp({ create: { width: 40, height: 30, channels: 3, background: 'teal' } }).png().toBuffer();
const jpeg = () => sharp({ create: { width: 400, height: 300, channels: 3, background: 'teal' } }).jpeg().toBuffer();
const text = (value: string) => Promise.resolve(Buffer.from(value));
const bytes = (...parts: (string | number[] | Buffer)[]) => Promise.resolve(Buffer.concat(parts.map((part) => Buffer.from(part as never, 'latin1' as never))));

/** A chunk of a PNG with its right checksum. */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const length = Buffer.alloc(4);
  const sum = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A PNG that claims these dimensions, with so many zero bytes, packed, as its pixels. */
async function claimingPng(width: number, height: number, unpacked: number): Promise<Buffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  // Beside: it takes so long that connections would be given up meanwhile.
  const pixels = await promisify(deflate)(Buffer.alloc(unpacked));
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

/** A picture of any kind whose header claims to be larger than anything. */
async function claimingGif(): Promise<Buffer> {
  const gif = await sharp({ create: { width: 10, height: 10, channels: 3, background: 'red' } }).gif().toBuffer();
  gif.writeUInt16LE(65_535, 6);
  gif.writeUInt16LE(65_535, 8);
  return gif;
}

/** What becomes of a file: refused, handed out for saving only, or shown as a picture that was decoded. */
type Fate = 'refused' | 'saved' | 'shown';

const FILES: [what: string, name: string, make: () => Promise<Buffer>, fate: Fate][] = [
  ['a Windows program', 'a.exe', () => bytes('MZ', Buffer.alloc(200), 'PE\0\0'), 'refused'],
  ['a Windows program named as a picture', 'cat.jpg', () => bytes('MZ', Buffer.alloc(200), 'PE\0\0'), 'refused'],
  ['a Linux program', 'tool', () => bytes([0x7f], 'ELF', [2, 1, 1], Buffer.alloc(100)), 'refused'],
  ['a Mac program', 'tool.txt', () => bytes([0xcf, 0xfa, 0xed, 0xfe], Buffer.alloc(100)), 'refused'],
  ['a Java class', 'a.txt', () => bytes([0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 0x34], Buffer.alloc(50)), 'refused'],
  ['a WebAssembly module', 'a.txt', () => bytes([0], 'asm', [1, 0, 0, 0], Buffer.alloc(20)), 'refused'],
  ['a shortcut', 'doc.lnk', () => bytes([0x4c, 0, 0, 0, 1, 0x14, 2, 0], Buffer.alloc(80)), 'refused'],
  ['a shortcut named as a document', 'doc.pdf', () => bytes([0x4c, 0, 0, 0, 1, 0x14, 2, 0], Buffer.alloc(80)), 'refused'],
  ['an installer', 'setup.msi', () => bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], Buffer.alloc(600)), 'refused'],
  ['an installer named as text', 'setup.txt', () => bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], Buffer.alloc(600)), 'refused'],
  ['a Debian package', 'a.bin2', () => bytes('!<arch>\ndebian-binary   ', Buffer.alloc(100)), 'refused'],
  ['a batch file', 'run.bat', () => text('@echo off\r\ndel *.*\r\n'), 'refused'],
  ['a batch file with a document\'s name before', 'invoice.pdf.cmd', () => text('@echo off\r\n'), 'refused'],
  ['a script for Windows', 'a.vbs', () => text('CreateObject("WScript.Shell")'), 'refused'],
  ['a script with blanks behind its name', 'a.js . .', () => text('WScript.Echo(1)'), 'refused'],
  ['an application of HTML', 'a.hta', () => text('<script>1</script>'), 'refused'],
  ['a setting of the registry', 'a.reg', () => text('Windows Registry Editor Version 5.00'), 'refused'],
  ['a starter of a Linux desktop', 'a.desktop', () => text('[Desktop Entry]\nExec=rm -rf ~'), 'refused'],
  ['a program behind a turned name', 'photo\u202egpj.scr', () => text('x'), 'refused'],
  ['a document with macros', 'report.docm', () => bytes('PK\u0003\u0004', Buffer.alloc(100)), 'refused'],
  ['a disk image', 'a.iso', () => bytes(Buffer.alloc(0x8001), 'CD001', Buffer.alloc(10)), 'refused'],
  ['unknown bytes', 'data.dat', () => bytes([1, 2, 3, 4, 0, 255, 254], Buffer.alloc(50, 7)), 'refused'],
  ['zeroes', 'zero.txt', () => bytes(Buffer.alloc(1000)), 'refused'],
  ['a page', 'index.html', () => text('<!doctype html><script>alert(document.domain)</script>'), 'saved'],
  ['a page named as a picture', 'cat.png', () => text('<html><body onload=alert(1)>'), 'saved'],
  ['an SVG with a script', 'logo.svg', () => text('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>1</script></svg>'), 'saved'],
  ['an SVG named as a picture', 'logo.png', () => text('<svg xmlns="http://www.w3.org/2000/svg"><image href="http://elsewhere.test/x"/></svg>'), 'saved'],
  ['XML that means a million laughs', 'a.xml', () => text('<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>'), 'saved'],
  ['a table of formulas', 'a.csv', () => text('=cmd|\'/c calc\'!A1,2\n'), 'saved'],
  ['a picture with a page behind it', 'a.html', async () => Buffer.concat([await png(), Buffer.from('<script>alert(1)</script>')]), 'shown'],
  ['a picture with an archive behind it', 'a.jpg', async () => Buffer.concat([await jpeg(), Buffer.from('PK\u0003\u0004'), Buffer.alloc(40)]), 'shown'],
  ['a GIF that is a script', 'a.gif', () => text('GIF89a=1;alert(1)//'), 'saved'],
  ['a PDF that is a page', 'a.pdf', () => text('%PDF-1.7\n<html><script>alert(1)</script>'), 'saved'],
  ['a truncated JPEG', 'cut.jpg', async () => (await jpeg()).subarray(0, 300), 'saved'],
  ['a truncated PNG', 'cut.png', async () => (await png()).subarray(0, 60), 'saved'],
  ['a PNG of four billion pixels', 'bomb.png', () => claimingPng(65_000, 65_000, 1000), 'saved'],
  ['a PNG that unpacks to 300 million bytes', 'bomb2.png', () => claimingPng(10_000, 12_500, 300_000_000), 'saved'],
  ['a GIF of four billion pixels', 'bomb.gif', claimingGif, 'saved'],
  ['a text of a million packed bytes', 'bomb.txt.gz', () => Promise.resolve(gzipSync(Buffer.alloc(10_000_000))), 'saved'],
  ['an archive that lies about its lengths', 'a.zip', () => bytes('PK\u0003\u0004', [20, 0, 0, 0, 8, 0], Buffer.alloc(8), [255, 255, 255, 127, 255, 255, 255, 127, 255, 255, 0, 0], 'x'), 'saved'],
];

describe('a hostile file', () => {
  it('has forty examples here', () => {
    expect(FILES).toHaveLength(40);
  });

  it.each(FILES)('%s (%s)', async (_what, name, make, fate) => {
    const { status, body } = await sendFile(server.url, client, { room, bytes: await make(), name });
    if (fate === 'refused') {
      expect([status, body]).toEqual([400, { error: expect.any(String), code: 'bad_request', reason: 'type' }]);
      return;
    }
    expect([status, body]).toEqual([201, expect.anything()]);
    await expectHarmless(body, fate);
  });

  it('leaves the server as it was', async () => {
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    const left = await server.app.parts.db.rows<{ count: number }>(null, `SELECT count(*) AS count FROM attachments WHERE state <> 'ready'`);
    expect(left[0]!.count).toBe(0);
  });
});

async function expectHarmless({ attachment }: Uploaded['body'], fate: 'saved' | 'shown'): Promise<void> {
  const { headers } = await fetch(attachment.url);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toContain('sandbox');
  expect(headers.get('content-type')).not.toMatch(/html|xml|svg|script/);
  if (fate === 'saved') {
    expect(headers.get('content-disposition')).toMatch(/^attachment;/);
    expect([attachment.thumbnail_url, attachment.width]).toEqual([null, null]);
    return;
  }
  expect(headers.get('content-disposition')).toMatch(/^inline;/);
  expect(headers.get('content-type')).toMatch(/^image\/(png|jpeg)$/);
  expect(attachment.name).toMatch(/\.(png|jpg)$/);
  const thumbnail = Buffer.from(await (await fetch(attachment.thumbnail_url!)).arrayBuffer());
  expect(thumbnail.toString('latin1')).not.toMatch(/<script|PK\u0003\u0004/);
}
