import { expect, test } from 'vitest';
import { alertBody, alertLine } from '../../main/alert_text';
import { externalUrl } from '../../main/guard';
import { placeFromArguments, placeFromLink } from '../../main/link';
import { readServerAddress } from '../../main/server_address';
import { readStartOptions } from '../../main/start_options';

test.each([
  ['plain', 'plain'],
  ['  two\n lines\t', 'two lines'],
  ['pay\u202ecod.exe', 'paycod.exe'],
  ['zero\u200bwidth\ufeff', 'zerowidth'],
  ['bell\u0007 \u0085', 'bell'],
  ['lone \ud800', 'lone \ufffd'],
  ['family 👨‍👩‍👧', 'family 👨‍👩‍👧'],
])('cleans %j for an alert', (text, expected) => {
  expect(alertLine(text, 100)).toBe(expected);
});

test('cuts a line without splitting a character', () => {
  expect(alertLine('ab😀cd', 4)).toBe('ab…');
  expect(alertLine('abcd', 4)).toBe('abcd');
});

test('keeps up to four lines of a body', () => {
  expect(alertBody('one\r\n\n two \nthree\nfour\nfive', 100)).toBe('one\ntwo\nthree\nfour');
});

test.each([
  ['https://example.com/a?b#c', 'https://example.com/a?b#c'],
  ['http://127.0.0.1:3000/', 'http://127.0.0.1:3000/'],
  ['mailto:anna@orderline.test', 'mailto:anna@orderline.test'],
  ['https://good.example@evil.example/', null],
  ['file:///etc/passwd', null],
  ['javascript:alert(1)', null],
  ['ms-settings:', null],
  ['smb://server/share', null],
  ['app://orderline/console/', null],
  ['https://exa mple.com', null],
  ['https://example.com/\u0000', null],
  ['mailto:', null],
  ['not an address', null],
  [`https://example.com/${'a'.repeat(2000)}`, null],
])('hands %j to the system as %j', (text, expected) => {
  expect(externalUrl(text)).toBe(expected);
});

test.each([
  ['orderline://room/5', { room: 5 }],
  ['orderline://room/5/', { room: 5 }],
  ['orderline://order/4107', { order: 4107 }],
  ['orderline://room/0', null],
  ['orderline://room/5?x=1', null],
  ['orderline://room/99999999999999999', null],
  ['orderline://settings/server', null],
  ['https://room/5', null],
  ['ORDERLINE://room/5 --server=http://localhost', null],
])('reads the link %j as %j', (link, place) => {
  expect(placeFromLink(link)).toEqual(place);
});

test('finds the link among the arguments of a start', () => {
  expect(placeFromArguments(['orderline', '--hidden', 'orderline://room/8'])).toEqual({ room: 8 });
  expect(placeFromArguments(['orderline', 'orderline://order/4107'])).toEqual({ order: 4107 });
  expect(placeFromArguments(['orderline', '.'])).toBeNull();
});

test.each([
  ['https://chat.example.com', 'https://chat.example.com'],
  ['  chat.example.com/console/ ', 'https://chat.example.com'],
  ['https://chat.example.com:8443/x?y', 'https://chat.example.com:8443'],
  ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
  ['localhost:3000', 'http://localhost:3000'],
  ['http://[::1]:3000', 'http://[::1]:3000'],
  ['http://chat.example.com', 'insecure'],
  ['http://127.evil.example', 'insecure'],
  ['http://localhost.evil.example', 'insecure'],
  ['https://user:secret@chat.example.com', 'bad_request'],
  ['ftp://chat.example.com', 'bad_request'],
  ['javascript://x', 'bad_request'],
  ['', 'bad_request'],
])('reads the server address %j as %j', (text, expected) => {
  const address = readServerAddress(text);
  expect(address.ok ? address.server : address.code).toBe(expected);
});

test('takes a server from the arguments only while it is not packaged', () => {
  const argv = ['electron', '.', '--hidden', '--server=http://127.0.0.1:3000'];
  expect(readStartOptions(argv, false)).toEqual({ hidden: true, server: 'http://127.0.0.1:3000' });
  expect(readStartOptions(argv, true)).toEqual({ hidden: true, server: null });
  expect(readStartOptions(['electron', '.', '--server=http://evil.example'], false)).toEqual({ hidden: false, server: null });
});
