import { contentOf, EMPTY_DRAFT, isEmptyDraft, isSameDraft, meet } from '../store/draft_meeting';
import type { DraftContent, LocalDraft } from '../store/draft_meeting';
import type { ChatStore } from '../store/chat';
import type { Draft } from '../../protocol/drafts';
import { MESSAGE_TEXT_MAX } from '../../protocol/limits';
import { isCleanText } from '../../protocol/text';
import { localDrafts, putDraft, readDraft, watchDrafts } from './drafts';
import type { Request } from './socket';

/** What the reader chooses when another device's draft and his own differ. */
export type DraftChoice = {
  /** The other device's draft takes the place of his. */
  take(room: number): void;
  /** His own stays, and goes to the other devices. */
  keep(room: number): void;
};

export type DraftSync = DraftChoice & {
  start(user: number): void;
  stop(): void;
  /** There is a connection: what changed elsewhere comes, what changed here goes. */
  online(): void;
  /** What waits for a pause goes to the server now, where that can be reached. */
  settle(): Promise<void>;
  heard(fact: { draft: Draft }): void;
};

/** A pause in typing after which the draft goes to the server, and the longest that it waits for a pause. */
const PAUSE_MS = 500;
const LONGEST_MS = 3_000;
const AGAIN_MS = 5_000;

/** Keeps drafts on the server too, for the other devices of this user. What this device has at hand (drafts.ts) counts first. */
export function createDraftSync(store: ChatStore, server: string, request: Request): DraftSync {
  let user: number | null = null;
  let stopWatching: (() => void) | null = null;
  const waiting = new Map<number, { timer: ReturnType<typeof setTimeout>; since: number }>();
  const saving = new Set<number>();
  /** What was given to the server without an answer: it may stand there, and is nobody else's then. */
  const unanswered = new Map<number, DraftContent>();

  const read = (room: number): LocalDraft => readDraft(user ?? 0, room, server);
  const write = (room: number, draft: LocalDraft) => user !== null && putDraft(user, room, draft, server, 'server');
  const isOnline = () => user !== null && store.getState().connection === 'online';
  const offerOf = (room: number) => store.getState().draft_offers.get(room);

  function offer(room: number, draft: Draft | null): void {
    const known = offerOf(room);
    if (draft === (known ?? null) || (draft && known && known.version >= draft.version)) return;
    const offers = new Map(store.getState().draft_offers);
    if (draft) offers.set(room, draft);
    else offers.delete(room);
    store.setState({ draft_offers: offers });
  }

  function schedule(room: number, delayMs = PAUSE_MS): void {
    const known = waiting.get(room);
    const since = known?.since ?? Date.now();
    clearTimeout(known?.timer);
    const delay = Math.max(0, Math.min(delayMs, since + Math.max(LONGEST_MS, delayMs) - Date.now()));
    waiting.set(room, { since, timer: setTimeout(() => void push(room), delay) });
  }

  async function push(room: number): Promise<void> {
    clearTimeout(waiting.get(room)?.timer);
    waiting.delete(room);
    // The answer that is on its way looks again.
    if (!isOnline() || saving.has(room) || offerOf(room)) return;
    const sent = read(room);
    if (isSameDraft(sent, sent.kept)) return;
    // What is no message yet stays on this device until it is.
    if (sent.text.length > MESSAGE_TEXT_MAX || !isCleanText(sent.text)) return;
    saving.add(room);
    const mine = user;
    const { text, reply_to, attachments, base } = sent;
    unanswered.set(room, { text, reply_to, attachments });
    const answer = await request('draft:save', { room, message: text, reply_to, attachments: [...attachments], base });
    saving.delete(room);
    if (user !== mine) return;
    if (!answer.ok) {
      if (answer.error.code !== 'offline' && answer.error.code !== 'timeout') unanswered.delete(room);
      const isFinal = ['not_found', 'forbidden', 'bad_request'].includes(answer.error.code);
      if (!isFinal && isOnline()) schedule(room, Math.max(AGAIN_MS, (answer.error.retry_after ?? 0) * 1000));
      return;
    }
    unanswered.delete(room);
    if (!answer.is_saved) return receive(answer.draft);
    write(room, { ...read(room), base: answer.draft.version, kept: { text, reply_to, attachments } });
    if (!isSameDraft(read(room), sent)) schedule(room);
  }

  function receive(draft: Draft): void {
    const { room, version } = draft;
    const local = read(room);
    const theirs = contentOf(draft);
    const own = unanswered.get(room);
    const isOwn = version > local.base && own !== undefined && isSameDraft(own, theirs) && !isSameDraft(local, theirs);
    switch (isOwn ? 'over' : meet(local, draft)) {
      case 'known':
        return;
      case 'same':
        write(room, { ...local, base: version, kept: theirs });
        return offer(room, null);
      case 'take':
        write(room, { ...theirs, reply: draft.reply, base: version, kept: theirs });
        return offer(room, null);
      case 'over':
        write(room, { ...local, base: version, kept: theirs });
        offer(room, null);
        return schedule(room, 0);
      case 'ask':
        return offer(room, draft);
    }
  }

  /** An offer whose question has answered itself: the text here was sent, or another tab has chosen. */
  function reconsider(room: number): void {
    const draft = offerOf(room);
    if (!draft) return;
    const meeting = meet(read(room), draft);
    if (meeting === 'known') offer(room, null);
    else if (meeting !== 'ask') receive(draft);
  }

  async function list(): Promise<void> {
    const mine = user;
    if (mine === null) return;
    const before = localDrafts(mine, server);
    const answer = await request('draft:list', {});
    if (user !== mine) return;
    if (!answer.ok) {
      if (isOnline()) setTimeout(() => isOnline() && user === mine && void list(), AGAIN_MS);
      return;
    }
    for (const draft of answer.drafts) receive(draft);
    const listed = new Set(answer.drafts.map((draft) => draft.room));
    for (const [room, known] of before) {
      const local = read(room);
      // It stood on the server when the question went out, and does not any more: it was sent or emptied elsewhere.
      const isGone = !answer.has_more && !listed.has(room) && known.base > 0 && local.base === known.base && !isEmptyDraft(known.kept);
      if (isGone) write(room, isSameDraft(local, local.kept) ? { ...EMPTY_DRAFT, reply: null, base: local.base, kept: EMPTY_DRAFT } : { ...local, kept: EMPTY_DRAFT });
      if (!isSameDraft(read(room), read(room).kept)) schedule(room, 0);
    }
  }

  return {
    start(id) {
      if (user === id) return;
      user = id;
      stopWatching ??= watchDrafts((change) => {
        if (user === null) return;
        if (change === 'other tab') return [...store.getState().draft_offers.keys()].forEach(reconsider);
        if (change.by !== 'page' || change.user !== user || change.server !== server) return;
        reconsider(change.room);
        // What was sent or taken back has no pause to wait for.
        schedule(change.room, isEmptyDraft(read(change.room)) ? 0 : PAUSE_MS);
      });
      if (isOnline()) void list();
    },
    stop() {
      user = null;
      stopWatching?.();
      stopWatching = null;
      for (const { timer } of waiting.values()) clearTimeout(timer);
      waiting.clear();
      saving.clear();
      unanswered.clear();
    },
    online: () => void list(),
    async settle() {
      await Promise.all([...waiting.keys()].map(push));
    },
    heard: ({ draft }) => {
      if (user !== null) receive(draft);
    },
    take(room) {
      const draft = offerOf(room);
      if (!draft) return;
      const theirs = contentOf(draft);
      write(room, { ...theirs, reply: draft.reply, base: draft.version, kept: theirs });
      offer(room, null);
    },
    keep(room) {
      const draft = offerOf(room);
      if (!draft) return;
      write(room, { ...read(room), base: draft.version, kept: contentOf(draft) });
      offer(room, null);
      schedule(room, 0);
    },
  };
}
