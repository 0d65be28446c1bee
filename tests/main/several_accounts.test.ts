import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { accountNames, createAccounts, keptAccounts } from '../../main/accounts';
import { createAppMenu } from '../../main/app_menu';
import { createFinding } from '../../main/finding';
import type { Place } from '../../main/link';
import { createOwnSettings, DEFAULT_SETTINGS, keptOwn } from '../../main/settings';
import { textsOf } from '../../main/texts';
import type { Settings } from '../../protocol/desktop';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('an account takes the lowest free number, there are nine of them, and the last one stays', () => {
  let kept = [1];
  const accounts = createAccounts({ get: () => kept, set: (ids) => ((kept = ids), true) });
  expect(Array.from({ length: 9 }, () => accounts.add())).toEqual([2, 3, 4, 5, 6, 7, 8, 9, null]);
  expect([accounts.remove(3), accounts.add(), accounts.ids().at(-1)]).toEqual([true, 3, 3]);
  for (const id of [...accounts.ids()]) accounts.remove(id);
  expect(accounts.ids()).toHaveLength(1);
});

test('what is kept of the accounts is believed only where it makes sense', () => {
  expect(keptAccounts.parse([1, 2, 2])).toEqual([1, 2]);
  for (const broken of [[], [0], [10], ['1'], null]) expect(keptAccounts.safeParse(broken).success).toBe(false);
});

test('accounts are called by their user, and by the server too where that does not tell them apart', () => {
  const who = (server: string, name: string) => ({ server, user: 1, name });
  const names = accountNames([
    { id: 1, who: who('https://a.test', 'Anna S'), server: 'https://a.test' },
    { id: 2, who: who('https://b.test:8443', 'Anna S'), server: 'https://b.test:8443' },
    { id: 3, who: who('https://b.test', 'Boris'), server: 'https://b.test' },
    { id: 4, who: null, server: 'https://c.test' },
    { id: 5, who: null, server: null },
  ]);
  expect([...names.values()]).toEqual(['Anna S · a.test', 'Anna S · b.test:8443', 'Boris', 'c.test', '']);
});

/** Three accounts, of which 3 has no page yet. */
function finder(among: number[] = [1, 2, 3]) {
  const asked: number[] = [];
  const opened: [number, Place][] = [];
  const questions: number[][] = [];
  let answer: number | null = null;
  const finding = createFinding({
    candidates: () => among,
    ask: (account) => asked.push(account) > 0,
    choose: (accounts) => (questions.push([...accounts]), Promise.resolve(answer)),
    open: (account, place) => void opened.push([account, place]),
  });
  return { finding, asked, opened, questions, answers: (account: number | null) => (answer = account) };
}

const PLACE: Place = { order: 4107 };

test('a link is opened by the one account that has it, once all have answered', async () => {
  const { finding, asked, opened, questions } = finder();
  finding.find(PLACE);
  expect(asked).toEqual([1, 2, 3]);
  finding.answer(1, 1, false);
  finding.answer(2, 1, true);
  // Neither a second answer nor one to another question counts.
  finding.answer(1, 1, true);
  finding.answer(3, 7, true);
  expect(opened).toEqual([]);
  finding.answer(3, 1, false);
  expect([opened, questions]).toEqual([[[2, PLACE]], []]);
});

test('where several have it they are asked about, and where none says so all are; who cancels opens nothing', async () => {
  const { finding, opened, questions, answers } = finder();
  answers(3);
  finding.find(PLACE);
  for (const account of [1, 2, 3]) finding.answer(account, 1, account !== 2);
  await vi.advanceTimersByTimeAsync(0);
  expect([questions, opened]).toEqual([[[1, 3]], [[3, PLACE]]]);
  answers(null);
  finding.find(PLACE);
  for (const account of [1, 2, 3]) finding.answer(account, 2, false);
  await vi.advanceTimersByTimeAsync(0);
  expect([questions.at(-1), opened.length]).toEqual([[1, 2, 3], 1]);
});

test('a page that never answers holds a link up for a while only, and one that comes later is asked then', async () => {
  const { finding, asked, opened } = finder();
  finding.find(PLACE);
  finding.ready(3);
  expect(asked).toEqual([1, 2, 3, 3]);
  finding.answer(1, 1, true);
  finding.answer(2, 1, false);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(opened).toEqual([[1, PLACE]]);
});

test('with one account there is nothing to ask', () => {
  const { finding, asked, opened } = finder([1]);
  finding.find(PLACE);
  expect([asked, opened]).toEqual([[], [[1, PLACE]]]);
});

test('how an account is heard is its own, everything else is the machine’s', () => {
  let machine: Settings = DEFAULT_SETTINGS;
  let own = keptOwn.parse({ sound_name: 'bell', theme: 'dark', alerts: 'yes' });
  const told: Settings[] = [];
  const set = (change: { [K in keyof Settings]?: Settings[K] | undefined }) => (machine = { ...machine, ...change } as Settings);
  const settings = createOwnSettings({ get: () => machine, set }, { get: () => own, set: (next) => ((own = next), true) }, (next) => void told.push(next));
  expect(settings.get()).toEqual({ ...DEFAULT_SETTINGS, sound_name: 'bell' });
  settings.set({ alerts: false });
  expect([machine.alerts, settings.get().alerts, told.at(-1)?.alerts]).toEqual([true, false, false]);
  settings.set({ theme: 'dark', sound: false });
  expect([machine, own]).toEqual([{ ...DEFAULT_SETTINGS, theme: 'dark' }, { sound_name: 'bell', alerts: false, sound: false }]);
});

test('the menu bar of macOS has the accounts, and is drawn anew only when they change', () => {
  const menus: unknown[] = [];
  const done: unknown[] = [];
  const menu = { buildFromTemplate: (rows: unknown) => rows as never, setApplicationMenu: (rows: unknown) => void menus.push(rows) };
  const bar = createAppMenu({ menu, platform: 'darwin', texts: () => textsOf('en'), onShow: (id) => void done.push(id), onAdd: () => void done.push('add') });
  bar.setAccounts([{ id: 1, name: 'Anna' }]);
  bar.setAccounts([{ id: 1, name: 'Anna' }]);
  bar.setAccounts([{ id: 1, name: 'Anna' }, { id: 2, name: '' }]);
  const rows = (menus as { label?: string; submenu?: { label?: string; click?: () => void }[] }[][]).map((each) => each.find(({ label }) => label === 'Accounts')?.submenu ?? []);
  expect(rows.map((each) => each.map(({ label }) => label))).toEqual([['Add account…'], ['Anna', 'New account', undefined, 'Add account…']]);
  rows[1]?.forEach(({ click }) => click?.());
  expect(done).toEqual([1, 2, 'add']);
});
