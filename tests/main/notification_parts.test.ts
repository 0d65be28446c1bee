import { expect, test } from 'vitest';
import { deedId, newAlertKey, readAlertKey, writeAlertKey, type AlertKey, type Owner } from '../../main/alert_key';
import { counted } from '../../main/alert_log';
import { createDeeds, keptDeeds } from '../../main/deeds';
import { createIssuedKeys, type IssuedKey } from '../../main/issued_keys';
import { escapeMarkup, readsMarkup } from '../../main/body_markup';
import { keyOfArguments, toastXml } from '../../main/toast';
import { deed as deedSchema, type Deed } from '../../protocol/desktop';

const key = { room: 5, seq: 12, user: 3, mark: '0123456789abcdef' };
/** The same numbers at another server. */
const elsewhere = { ...key, mark: 'aaaaaaaaaaaaaaaa' };
const owner: Owner = { server: 'https://a.test', user: 3 };

test('the key of a notification comes back as it went, and nothing else counts as one', () => {
  expect(readAlertKey(writeAlertKey(key))).toEqual(key);
  expect(writeAlertKey(key)).toMatch(/^[a-z0-9]{1,64}$/);
  expect(newAlertKey(5, 12, 3).mark).not.toBe(newAlertKey(5, 12, 3).mark);
  for (const text of ['', 'r5s12u3', 'r0s1u1k0123456789abcdef', 'r5s12u3k0123456789abcdeg', `${writeAlertKey(key)} --server=x`, 'r9999999999999999s1u1k0123456789abcdef']) {
    expect(readAlertKey(text)).toBeNull();
  }
});

test('a deed told twice has one id, another text or notification another one, and each is a UUID', () => {
  const ids = [deedId(key, 'reply', 'Yes'), deedId(key, 'reply', 'No'), deedId({ ...key, mark: 'fedcba9876543210' }, 'reply', 'Yes'), deedId(key, 'snooze', '')];
  expect(new Set(ids).size).toBe(4);
  expect(deedId(key, 'reply', 'Yes')).toBe(ids[0]);
  for (const id of ids) expect(deedSchema.shape.id.parse(id)).toBe(id);
});

test('a toast carries its key, its field and its buttons, and no text can break out of its XML', () => {
  const xml = toastXml({ title: 'Tom & "Jo" <b>', body: "it's\u0007 \ud800", silent: true, key: writeAlertKey(key), reply: { placeholder: 'Reply…', send: 'Send' }, actions: ['No answer needed', 'Snooze'] });
  expect(launchOf(xml)).toBe(`type=click&key=${writeAlertKey(key)}`);
  expect(xml).toContain('<text>Tom &#38; &#34;Jo&#34; &#60;b&#62;</text><text>it&#39;s \ufffd</text>');
  expect(xml).toContain('<input id="reply" type="text"');
  expect(xml).toContain('<audio silent="true"/>');
  expect(keyOfArguments(launchOf(xml))).toBe(writeAlertKey(key));
  expect(keyOfArguments('type=click')).toBeNull();
  expect(toastXml({ title: 'T', body: '', silent: false, key: null, reply: null, actions: [] })).toBe('<toast launch="type=click"><visual><binding template="ToastGeneric"><text>T</text></binding></visual></toast>');
});

/** What Windows reads as the arguments of a click. */
function launchOf(xml: string): string {
  const [, found = ''] = /<toast launch="([^"]*)"/.exec(xml) ?? [];
  return found.replace(/&#(\d+);/g, (_all, code: string) => String.fromCharCode(Number(code)));
}

function desk() {
  let kept: Deed[] = [];
  let told = 0;
  const ownerOf = ({ mark }: AlertKey) => (mark === key.mark ? owner : mark === elsewhere.mark ? { ...owner, server: 'https://b.test' } : null);
  const open = () => createDeeds({ slot: { get: () => kept, set: (value) => ((kept = value), true) }, ownerOf, now: () => Date.parse('2026-03-02T12:00:00Z'), tell: () => (told += 1), log: () => undefined });
  return { open, told: () => told, kept: () => kept };
}

test('what is done to a notification waits until it is taken on, also over a restart, once however often it is told', () => {
  const { open, told } = desk();
  const first = open();
  first.reply(key, 'Yes');
  first.reply(key, 'Yes');
  first.press(key, 'snooze');
  expect(told()).toBe(2);
  const again = open();
  expect(again.waiting(owner)).toMatchObject([{ kind: 'reply', room: 5, seq: 12, user: 3, text: 'Yes' }, { kind: 'snooze', text: '' }]);
  const [reply] = again.waiting(owner);
  again.done(reply?.id ?? '');
  again.reply(key, 'Yes');
  expect(again.waiting(owner)).toMatchObject([{ kind: 'snooze' }]);
  again.erase({ ...owner, user: 4 });
  again.erase({ ...owner, server: 'https://b.test' });
  expect(again.waiting(owner)).toHaveLength(1);
  again.erase(owner);
  expect(again.waiting(owner)).toEqual([]);
});

test('no reply is lost for its length or its characters, and an empty one is none', () => {
  const { open } = desk();
  const deeds = open();
  deeds.reply(key, ' \n');
  expect(deeds.waiting(owner)).toEqual([]);
  deeds.reply(key, `bell\u0007 ${'x'.repeat(12_000)}`);
  expect(deeds.waiting(owner).map(({ text }) => text.length)).toEqual([10_000, 2005]);
  for (const deed of deeds.waiting(owner)) expect(deedSchema.safeParse(deed).success).toBe(true);
});

test('a deed is for its own server and user alone, and one that names no server is for nobody', () => {
  const { open, kept } = desk();
  const deeds = open();
  deeds.reply(key, 'For A');
  deeds.reply(elsewhere, 'For B');
  const texts = (server: string | null, user: number | null) => deeds.waiting({ server, user }).map(({ text }) => text);
  expect([texts('https://a.test', 3), texts('https://b.test', 3), texts('https://b.test', null)]).toEqual([['For A'], ['For B'], ['For B']]);
  expect([texts('https://a.test', 4), texts('https://c.test', 3), texts(null, null)]).toEqual([[], [], []]);
  const [first, second] = kept();
  const older = { ...first, server: undefined };
  expect(keptDeeds.parse([older, second])).toEqual([second]);
});

test('what is done to a notification that was never shown is not done at all', () => {
  const { open, told } = desk();
  const deeds = open();
  deeds.reply({ ...key, mark: 'fedcba9876543210' }, 'Forged');
  deeds.press({ ...key, mark: 'fedcba9876543210' }, 'no_answer');
  expect([deeds.waiting(owner), told()]).toEqual([[], 0]);
});

test('only a key that was issued has an owner, whole and at its server; the oldest ones are forgotten', () => {
  let kept: IssuedKey[] = [];
  const keys = createIssuedKeys({ get: () => kept, set: (value) => ((kept = value), true) });
  keys.issue(key, owner.server);
  expect(keys.ownerOf(key)).toEqual(owner);
  for (const forged of [{ ...key, room: 6 }, { ...key, seq: 13 }, { ...key, user: 4 }, { ...key, mark: 'fedcba9876543210' }]) expect(keys.ownerOf(forged)).toBeNull();
  keys.issue({ ...elsewhere, user: 33 }, owner.server);
  keys.erase(owner);
  expect([keys.ownerOf(key), keys.ownerOf({ ...elsewhere, user: 33 })]).toEqual([null, { ...owner, user: 33 }]);
  for (let seq = 1; seq <= 1000; seq += 1) keys.issue({ ...key, seq }, owner.server);
  expect(keys.ownerOf({ ...elsewhere, user: 33 })).toBeNull();
  expect(kept).toHaveLength(1000);
});

test('a body is written as markup only where it is read as markup', async () => {
  expect(escapeMarkup('Tom & <b>Jo</b> &lt;')).toBe('Tom &amp; &lt;b&gt;Jo&lt;/b&gt; &amp;lt;');
  const says = (gdbus: string | null, dbusSend: string | null) => (program: string) => Promise.resolve(program === 'gdbus' ? gdbus : dbusSend);
  expect(await readsMarkup('linux', says("(['actions', 'body', 'body-markup'],)", null))).toBe(true);
  expect(await readsMarkup('linux', says(null, 'array [ string "body" string "body-markup" ]'))).toBe(true);
  expect(await readsMarkup('linux', says("(['actions', 'body'],)", null))).toBe(false);
  expect(await readsMarkup('linux', says(null, null))).toBe(true);
  expect(await readsMarkup('darwin', says("(['body-markup'],)", null))).toBe(false);
});

test('days count how alerts ended', () => {
  const days = counted(counted(counted([], '2026-03-01', 'shown'), '2026-03-02', 'folded'), '2026-03-02', 'folded');
  expect(days).toEqual([
    { day: '2026-03-01', counts: { shown: 1 } },
    { day: '2026-03-02', counts: { folded: 2 } },
  ]);
});
