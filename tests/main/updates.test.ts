import { expect, test } from 'vitest';
import { feedAddress } from '../../main/feed';
import { createUpdates, type KeptUpdate } from '../../main/updates';
import type { Offer } from '../../main/offer';

type Feed = { offer: Offer | null | Error; load?: Error; install?: Error };

function start(feed: Feed, kept: KeptUpdate = { failed: null, begun: null }, current = '1.0.0') {
  const slot = { value: kept, get: () => slot.value, set: (value: KeptUpdate) => ((slot.value = value), true) };
  const opened: string[] = [];
  const names: string[] = [];
  let installs = 0;
  const updates = createUpdates({
    updater: {
      check: () => (feed.offer instanceof Error ? Promise.reject(feed.offer) : Promise.resolve(feed.offer)),
      load(onPercent) {
        onPercent(40);
        return feed.load === undefined ? Promise.resolve() : Promise.reject(feed.load);
      },
      installsOnQuit: true,
      install() {
        if (feed.install !== undefined) throw feed.install;
        installs += 1;
      },
    },
    slot,
    current,
    openFile: (url) => opened.push(url),
    onChange: ({ name, percent }) => names.push(name === 'loading' ? `loading ${percent}` : name),
    log: () => undefined,
  });
  return { updates, slot, opened, names, installs: () => installs };
}

const newer: Offer = { version: '1.1.0', file: 'https://updates.example/Orderline-1.1.0.AppImage' };

test('goes step by step, each one when the user says so', async () => {
  const { updates, names, installs, slot } = start({ offer: newer });
  await updates.check(false);
  expect(updates.state()).toMatchObject({ name: 'available', version: '1.1.0' });
  await updates.goOn();
  expect(names).toEqual(['checking', 'available', 'loading 0', 'loading 40', 'ready']);
  expect(installs()).toBe(0);
  await updates.goOn();
  expect([installs(), slot.value]).toEqual([1, { failed: null, begun: '1.1.0' }]);
});

test('stops after a failure: it neither loads nor asks for that version again by itself, and offers the file', async () => {
  const { updates, names, opened, slot } = start({ offer: newer, load: new Error('net::ERR_CONNECTION_RESET\nat x') });
  await updates.check(false);
  await updates.goOn();
  expect(updates.state()).toEqual({ name: 'failed', version: '1.1.0', percent: 0, detail: 'net::ERR_CONNECTION_RESET' });
  for (let turn = 0; turn < 3; turn += 1) await updates.check(false);
  expect(updates.state()).toMatchObject({ name: 'failed', version: '1.1.0' });
  expect(names.filter((name) => name.startsWith('loading 0'))).toHaveLength(1);
  await updates.goOn();
  expect(opened).toEqual([newer.file]);
  const later = start({ offer: newer }, slot.value);
  await later.updates.check(false);
  expect(later.updates.state().name).toBe('failed');
  await later.updates.check(true);
  expect(later.updates.state().name).toBe('available');
});

test('knows after the restart that an installation did not take place', async () => {
  const old = start({ offer: newer }, { failed: null, begun: '1.1.0' });
  expect(old.updates.state()).toMatchObject({ name: 'failed', version: '1.1.0' });
  expect(old.names).toEqual([]);
  expect(old.slot.value).toEqual({ failed: '1.1.0', begun: null });
  const updated = start({ offer: null }, { failed: null, begun: '1.1.0' }, '1.1.0');
  expect(updated.updates.state().name).toBe('idle');
  expect(updated.slot.value).toEqual({ failed: null, begun: null });
});

test('an installation that cannot begin is a failure like any other', async () => {
  const { updates, slot, opened } = start({ offer: newer, install: new Error('EACCES') });
  await updates.check(false);
  for (let step = 0; step < 2; step += 1) await updates.goOn();
  expect([updates.state(), slot.value]).toEqual([{ name: 'failed', version: '1.1.0', percent: 0, detail: 'EACCES' }, { failed: '1.1.0', begun: null }]);
  await updates.goOn();
  expect(opened).toEqual([newer.file]);
});

test('what is loaded counts as begun when the program ends, and nothing else does', async () => {
  const { updates, slot } = start({ offer: newer });
  await updates.check(false);
  updates.leave();
  expect(slot.value.begun).toBeNull();
  await updates.goOn();
  updates.leave();
  expect(slot.value.begun).toBe('1.1.0');
});

test('a newer version than the one that failed is offered again', async () => {
  const { updates } = start({ offer: { version: '1.2.0', file: null } }, { failed: '1.1.0', begun: null });
  await updates.check(false);
  expect(updates.state()).toMatchObject({ name: 'available', version: '1.2.0' });
});

test('a feed that does not answer troubles only whoever asked', async () => {
  const { updates, slot } = start({ offer: new Error('offline') });
  await updates.check(false);
  expect(updates.state().name).toBe('idle');
  await updates.check(true);
  expect(updates.state()).toMatchObject({ name: 'failed', version: null, detail: 'offline' });
  expect(slot.value).toEqual({ failed: null, begun: null });
});

test('without a feed nothing is asked', async () => {
  const updates = createUpdates({ updater: null, slot: { get: () => ({ failed: null, begun: null }), set: () => true }, current: '1', openFile: () => undefined, onChange: () => expect.unreachable(), log: () => undefined });
  await updates.check(true);
  expect(updates.state().name).toBe('off');
});

test.each([
  ['provider: generic\nurl: https://updates.example/orderline\n', 'https://updates.example/orderline/'],
  ["url: 'https://updates.example/'", 'https://updates.example/'],
  ['url: http://updates.example/', null],
  ['url: http://127.0.0.1.example/', null],
  ['url: http://127.0.0.1:8080', 'http://127.0.0.1:8080/'],
  ['provider: github', null],
])('reads the address of the feed from %j', (text, expected) => {
  expect(feedAddress(text)).toBe(expected);
});

test('asks the feed where the file lies when a new start knows only that the installation failed', async () => {
  const { updates, opened } = start({ offer: newer }, { failed: null, begun: '1.1.0' });
  expect(updates.state()).toMatchObject({ name: 'failed', version: '1.1.0' });
  await updates.goOn();
  expect(opened).toEqual([newer.file]);

  const silent = start({ offer: new Error('net::ERR_INTERNET_DISCONNECTED') }, { failed: null, begun: '1.1.0' });
  await silent.updates.goOn();
  expect(silent.updates.state()).toMatchObject({ name: 'failed', version: '1.1.0', detail: 'net::ERR_INTERNET_DISCONNECTED' });

  const newest = start({ offer: { version: '1.2.0', file: null } }, { failed: null, begun: '1.1.0' });
  await newest.updates.goOn();
  expect(newest.updates.state()).toMatchObject({ name: 'available', version: '1.2.0' });
});
