import { describe, expect, it } from 'vitest';
import { check, doubts, rules, type RuleName } from './check';
import type { Count, EditAttempt, History, Operation, Outcome, PostAttempt, ReadAttempt, SeenMessage, Telling, Tellings, Timeline } from './history';

/* The checker itself is checked: a history in which everything is right passes, and each way of spoiling it is found by its rule. */

const [EXPERT, CLIENT, ROOM] = [1, 2, 10];
const sha = (letter: string) => letter.repeat(64);

type Post = { user?: number; id: number; text?: string; at: number; outcome?: Outcome<{ id: number; seq: number }>; lane?: string | null; client_message_id?: string; sha256?: string[] };
const post = ({ user = CLIENT, id, text = `text ${id}`, at, lane = null, client_message_id = `c${id}`, sha256 = [], outcome = { kind: 'ok', answer: { id: 100 + id, seq: id } } }: Post): PostAttempt => ({
  kind: 'post', user, room: ROOM, lane, invoked: at, ended: at + 5, client_message_id, message: text, sha256, outcome,
});
const edit = (id: number, message: string, at: number, outcome: EditAttempt['outcome'] = { kind: 'ok', answer: { rev: 9 } }): EditAttempt => ({ kind: 'edit', user: CLIENT, room: ROOM, lane: null, invoked: at, ended: at + 5, id, message, outcome });
const deletion = (id: number, at: number, outcome: EditAttempt['outcome'] = { kind: 'ok', answer: { rev: 9 } }): Operation => ({ kind: 'delete', user: CLIENT, room: ROOM, lane: null, invoked: at, ended: at + 5, id, outcome });
const read = (read_seq: number, at: number): ReadAttempt => ({ kind: 'read', user: EXPERT, room: ROOM, lane: null, invoked: at, ended: at + 5, seq: read_seq, outcome: { kind: 'ok', answer: { read_seq } } });
const shown = (id: number, over: Partial<SeenMessage> = {}): SeenMessage => ({ id: 100 + id, seq: id, rev: id, sender: CLIENT, client_message_id: `c${id}`, message: `text ${id}`, is_deleted: false, sha256: [], ...over });

type Lists = Omit<History, 'tellings'>;
type Spoilable = { -readonly [Key in keyof Lists]: [...Lists[Key]] } & { tellings: Tellings | null };

/** Three messages of the client, the first two of them read by the expert; the third has a file. */
function sound(): Spoilable {
  const messages = [shown(1), shown(2), shown(3, { sha256: [sha('a')] })];
  const telling = (id: number, isTaken = true): Telling => ({ event: `evt_${id}`, kind: 'message.posted', room: ROOM, message: 100 + id, seq: id, isTaken });
  const count = (place: string, user: number, read_seq: number, unread_count: number): Count => ({ place, user, room: ROOM, last_seq: 3, read_seq, unread_count });
  return {
    operations: [
      post({ id: 1, at: 10, outcome: { kind: 'info', why: 'timeout' } }), post({ id: 1, at: 20 }), post({ id: 2, at: 30, lane: 'one' }), post({ id: 3, at: 32, lane: 'one', sha256: [sha('a')] }),
      post({ id: 4, at: 50, outcome: { kind: 'fail', code: 'not_found' } }), post({ id: 5, at: 60, outcome: { kind: 'info', why: 'disconnect' } }), read(1, 40), read(2, 50),
    ],
    timelines: ['sql', 'node 1'].map((place): Timeline => ({ place, room: ROOM, messages })),
    counts: ['sql', 'node 1'].flatMap((place) => [count(place, EXPERT, 2, 1), count(place, CLIENT, 3, 0)]),
    sums: [{ place: 'node 1', user: EXPERT, unread_count: 1, unread_rooms: 1 }, { place: 'node 1', user: CLIENT, unread_count: 0, unread_rooms: 0 }],
    files: [{ place: 'node 1', attachment: 7, named: sha('a'), served: sha('a') }],
    // The second came twice: the first time it was not taken.
    tellings: { all: [telling(1), telling(2, false), telling(2), telling(3), telling(1)], from: new Map(), truth: 'sql' },
  };
}
type Sound = ReturnType<typeof sound>;

/** The rules that find something once the sound history was spoiled like this. */
function foundIn(spoil: (history: Sound) => void): string[] {
  const history = sound();
  spoil(history);
  return [...new Set(check(history).map(({ rule }) => rule))];
}

/** Shows other messages, at every place or at the one of this number. */
const show = (history: Sound, change: (messages: SeenMessage[]) => SeenMessage[], at?: number) => {
  history.timelines = history.timelines.map((timeline, index) => (at === undefined || at === index ? { ...timeline, messages: change([...timeline.messages]) } : timeline));
};

/** Tells other things. */
const tell = (history: Sound, change: (all: readonly Telling[]) => Telling[]) => {
  history.tellings = { ...history.tellings!, all: change(history.tellings!.all) };
};

const spoiled: Record<RuleName, [says: string, spoil: (history: Sound) => void][]> = {
  nothingLost: [
    ['an acknowledged message that one place lacks', (history) => show(history, (messages) => messages.slice(0, 2), 1)],
    ['an acknowledged message that all places lack', (history) => show(history, (messages) => messages.slice(0, 2))],
    ['a message under another id than was acknowledged', (history) => history.operations.push(post({ id: 3, at: 70, sha256: [sha('a')], outcome: { kind: 'ok', answer: { id: 999, seq: 3 } } }))],
  ],
  nothingDoubled: [
    ['a message that stands twice under two ids', (history) => show(history, (messages) => [...messages, shown(4, { client_message_id: 'c1', message: 'text 1' })])],
    ['an id that stands twice', (history) => show(history, (messages) => [...messages, shown(5, { id: 101 })])],
  ],
  nothingUnexpected: [['a message that nobody sent', (history) => show(history, (messages) => [...messages, shown(4, { client_message_id: 'nobody' })])]],
  noGhosts: [['a refused message', (history) => show(history, (messages) => [...messages, shown(4)])]],
  sameAnswers: [
    ['two numbers for one message', (history) => history.operations.push(post({ id: 3, at: 70, sha256: [sha('a')], outcome: { kind: 'ok', answer: { id: 103, seq: 4 } } }))],
    ['one number for two messages', (history) => history.operations.push(post({ id: 6, at: 70, outcome: { kind: 'ok', answer: { id: 106, seq: 3 } } }))],
  ],
  denseNumbers: [
    ['a hole in the numbers', (history) => show(history, (messages) => messages.map((message) => (message.seq === 3 ? { ...message, seq: 4, rev: 4 } : message)))],
    ['two messages of one change', (history) => show(history, (messages) => messages.map((message) => ({ ...message, rev: 7 })))],
  ],
  samePictures: [
    ['another text at one place', (history) => { history.operations.push(edit(102, 'changed', 70, { kind: 'info', why: 'timeout' })); show(history, (messages) => messages.map((message) => (message.seq === 2 ? { ...message, message: 'changed' } : message)), 1); }],
    ['a message with an unknown outcome at one place only', (history) => show(history, (messages) => [...messages, shown(4, { client_message_id: 'c5', message: 'text 5' })], 1)],
  ],
  earlierFirst: [['a message before one that was acknowledged before it was sent', (history) => { history.operations.push(post({ user: EXPERT, id: 6, at: 1, outcome: { kind: 'ok', answer: { id: 106, seq: 4 } } })); }]],
  senderOrder: [['two messages of one connection the other way round', (history) => { history.operations = history.operations.map((one) => (one.kind === 'post' && one.lane !== null ? { ...one, invoked: 100 - one.invoked, ended: 200 } : one)); }]],
  deletionsHold: [
    ['a message whose deletion was acknowledged', (history) => history.operations.push(deletion(101, 70))],
    ['a deleted message that nobody deleted', (history) => show(history, (messages) => messages.map((message) => (message.seq === 1 ? { ...message, message: '', is_deleted: true } : message)))],
    ['a deletion that was refused and done', (history) => { history.operations.push(deletion(101, 70, { kind: 'fail', code: 'forbidden' })); show(history, (messages) => messages.map((message) => (message.seq === 1 ? { ...message, message: '', is_deleted: true } : message))); }],
  ],
  textsHold: [
    ['an acknowledged edit that is not there', (history) => history.operations.push(edit(101, 'other', 70))],
    ['an older edit over a newer one', (history) => { history.operations.push(edit(101, 'older', 70), edit(101, 'newer', 80)); show(history, (messages) => messages.map((message) => (message.seq === 1 ? { ...message, message: 'older' } : message))); }],
    ['a text that nobody wrote', (history) => show(history, (messages) => messages.map((message) => (message.seq === 1 ? { ...message, message: 'nobody' } : message)))],
    ['another text that was refused and stands there', (history) => { history.operations.push(post({ id: 2, at: 80, text: 'another text', outcome: { kind: 'fail', code: 'conflict' } })); show(history, (messages) => messages.map((message) => (message.seq === 2 ? { ...message, message: 'another text' } : message))); }],
    ['an edit that was refused and done', (history) => { history.operations.push(edit(101, 'refused', 70, { kind: 'fail', code: 'forbidden' })); show(history, (messages) => messages.map((message) => (message.seq === 1 ? { ...message, message: 'refused' } : message))); }],
  ],
  cursorsOnlyMoveForward: [
    ['a cursor that was acknowledged further before', (history) => history.operations.push(read(1, 70))],
    ['a cursor that stands behind what was acknowledged', (history) => history.operations.push(read(3, 70))],
    ['a cursor beyond the last message', (history) => { history.counts = history.counts.map((count) => (count.user === CLIENT ? { ...count, read_seq: 4 } : count)); }],
  ],
  unreadIsCounted: [
    ['a count that is too high', (history) => { history.counts[0] = { ...history.counts[0]!, unread_count: 2 }; }],
    ['a count below zero', (history) => { history.counts[1] = { ...history.counts[1]!, unread_count: -1 }; }],
    ['places that disagree about a cursor', (history) => { history.counts[2] = { ...history.counts[2]!, read_seq: 3, unread_count: 0 }; }],
    ['a room that ends elsewhere', (history) => { history.counts[0] = { ...history.counts[0]!, last_seq: 4 }; }],
  ],
  sumsAddUp: [
    ['a sum that its rooms do not make', (history) => { history.sums[0] = { ...history.sums[0]!, unread_count: 2 }; }],
    ['a number of rooms that is not theirs', (history) => { history.sums[1] = { ...history.sums[1]!, unread_rooms: 1 }; }],
  ],
  everythingTold: [
    ['a message that nobody was told of', (history) => tell(history, (all) => all.filter(({ seq }) => seq !== 3))],
    ['a message that the receiver has never taken', (history) => tell(history, (all) => all.map((one) => ({ ...one, isTaken: one.isTaken && one.seq !== 3 })))],
  ],
  tellingsKeepTheirId: [
    ['a message that is told again under another id', (history) => tell(history, (all) => all.map((one, index) => (index === 4 ? { ...one, event: 'evt_9' } : one)))],
    ['an id that stands for two messages', (history) => tell(history, (all) => all.map((one) => ({ ...one, event: one.seq === 3 ? 'evt_1' : one.event })))],
  ],
  toldInOrder: [
    ['a message that is told before the one ahead of it', (history) => tell(history, ([one, refused, two, three, again]) => [one!, refused!, three!, two!, again!])],
    ['a message that is told though the one ahead of it was not taken', (history) => tell(history, (all) => all.map((one) => ({ ...one, isTaken: one.isTaken && one.seq !== 2 })))],
    ['a message that is told first of all, though there were others', (history) => tell(history, (all) => all.slice(3))],
  ],
  filesAreWhole: [['a file with other bytes', (history) => { history.files[0] = { ...history.files[0]!, served: sha('b') }; }]],
  filesAreThose: [['a file that is missing from its message', (history) => show(history, (messages) => messages.map((message) => ({ ...message, sha256: [] })))]],
};

describe('the checker', () => {
  it('finds nothing where everything is right', () => {
    expect(check(sound())).toEqual([]);
  });

  it('takes a message of unknown outcome that is there, and one that is not', () => {
    expect(foundIn((history) => { show(history, (messages) => [...messages, shown(4, { client_message_id: 'c5', message: 'text 5' })]); history.counts = history.counts.map((count) => ({ ...count, last_seq: 4, read_seq: count.user === EXPERT ? 2 : 4, unread_count: count.user === EXPERT ? 2 : 0 })); history.sums[0] = { ...history.sums[0]!, unread_count: 2 }; tell(history, (all) => [...all, { ...all[0]!, event: 'evt_4', message: 104, seq: 4 }]); })).toEqual([]);
  });

  it('takes an edit of unknown outcome either way', () => {
    expect(foundIn((history) => history.operations.push(edit(101, 'maybe', 70, { kind: 'info', why: 'timeout' })))).toEqual([]);
    expect(foundIn((history) => { history.operations.push(edit(101, 'maybe', 70, { kind: 'info', why: 'timeout' })); show(history, (messages) => messages.map((message) => (message.seq === 1 ? { ...message, message: 'maybe' } : message))); })).toEqual([]);
  });

  it('takes another text under the same id that was refused, wherever it comes', () => {
    const other = (at: number) => post({ id: 2, at, text: 'another text', outcome: { kind: 'fail', code: 'conflict' } });
    expect(foundIn((history) => history.operations.push(other(80)))).toEqual([]);
    expect(foundIn((history) => history.operations.unshift(other(90)))).toEqual([]);
  });

  it('takes it when a message that went a second way meanwhile overtakes those before it', () => {
    const turnRound = (history: Sound) => {
      history.operations = history.operations.map((one) => (one.kind === 'post' && one.lane !== null ? { ...one, invoked: 100 - one.invoked, ended: 200 } : one));
    };
    expect(foundIn(turnRound)).toContain('senderOrder');
    expect(foundIn((history) => { turnRound(history); history.operations.push(post({ id: 2, at: 90 })); })).toEqual([]);
  });

  it('has a spoiled history for each rule', () => {
    expect(Object.keys(spoiled).sort()).toEqual(Object.keys(rules).sort());
  });

  for (const [rule, ways] of Object.entries(spoiled)) {
    it.each(ways)(`${rule} finds %s`, (_says, spoil) => {
      expect(foundIn(spoil)).toContain(rule);
    });
  }
});

describe('a run proves something', () => {
  const enough = { acknowledged: 100, wanted: 50, places: 2, faults: [{ what: 'the kill', seen: 1 }] };

  it('when enough was acknowledged, each fault was seen, and there was something to compare', () => {
    expect(doubts(enough)).toEqual([]);
  });

  it('only then', () => {
    expect(doubts({ ...enough, acknowledged: 49 })).toHaveLength(1);
    expect(doubts({ ...enough, faults: [] })).toHaveLength(1);
    expect(doubts({ ...enough, faults: [{ what: 'the kill', seen: 0 }] })).toEqual(['the kill was not seen to happen']);
    expect(doubts({ ...enough, places: 1 })).toHaveLength(1);
  });
});
