import { useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState, type ReactNode, type Ref, type RefObject } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { errorText, isErrorCode } from '../../protocol/errors';
import type { Account, Message, Room } from '../../protocol/entities';
import { isEditable as isStillEditable } from '../store/changes';
import type { PendingChange } from '../store/chat';
import { firstUnreadSeq, outboxOf, typistsOf } from '../store/select';
import { addToDraft } from '../sync/drafts';
import type { Sync } from '../sync/sync';
import { Announcer } from './Announcer';
import { chatParts } from './chat_parts';
import { chatTexts } from './chat_texts';
import { Composer } from './Composer';
import type { ComposerHandle, Deliver, Place, UsePart } from './composer_part';
import { ConfirmDialog } from './ConfirmDialog';
import { useFileDrop } from './file_drop';
import { FilesProvider } from './files/FilesProvider';
import { layOut, type Aside } from './items';
import { useLanguage, useTexts } from './language';
import { useNews } from './news';
import { useOpened } from './opened';
import { usePageWatched } from './page_watched';
import { setReplyTarget } from './reply_target';
import { ReadersContext, readersText, type TellReaders } from './readers';
import { useReadsAgain } from './reads_again';
import { TimelineSkeleton } from './Skeleton';
import { Timeline, type TimelineHandle } from './Timeline';
import { useTimelineWindow } from './timeline_window';
import { TypingLine } from './TypingLine';
import { useJumps } from './jumps';
import { undoSeconds } from './undo_send';
import { useParts } from './use_parts';

/** What is on screen of a room. `is_in_view`: the page is focused and visible and the end of the conversation is on screen. */
export type View = { is_at_end: boolean; is_in_view: boolean };

export type ConversationHandle = ComposerHandle;

export type ConversationProps = {
  sync: Sync;
  room: number;
  /** The pane that keys go to: its composer takes the focus whenever this becomes true. */
  is_active?: boolean;
  /** Told at each change, and with everything false when the conversation goes away. Keep the function stable. */
  onView?: (room: number, view: View) => void;
  /** Called when a post was put into the outbox. */
  onPosted?: (room: number) => void;
  /** Changes when the conversation is moved within the document, which throws scrollers back to their start. */
  place?: number;
  /** A post goes only if nobody else has written after what its writer had seen; otherwise it comes back as `room_moved`. */
  expects_quiet?: boolean;
  /** Why nothing can be written here; absent or null: writing is possible. */
  disabled_reason?: string | null;
  /** What this page adds to the conversation beside `chatParts`: a constant of a module; composer_part.ts explains. */
  parts?: readonly UsePart[];
  /** Shown above the timeline, inside the conversation's region. */
  header?: ReactNode;
  ref?: Ref<ConversationHandle>;
};

/** Timeline and composer of one room: loads, reads, posts, edits and deletes through `sync`. Fills its parent's height. */
export function Conversation(props: ConversationProps) {
  const t = useTexts(chatTexts);
  const { sync, room: id } = props;
  const me = useStore(sync.store, (state) => state.me);
  const room = useStore(sync.store, (state) => state.rooms.get(id)?.room);
  const isGone = useStore(sync.store, (state) => state.is_caught_up && state.has_all_rooms && !state.rooms.has(id));
  const region = useRef<HTMLElement>(null);
  useEffect(() => sync.show(id), [sync, id]);

  const title = room ? `${t('chat_title')} — ${t('order', { order: room.order })}` : t('chat_title');
  return (
    <section ref={region} className="conversation" aria-label={title}>
      {props.header}
      {me && room ? (
        <FilesProvider key={id} sync={sync} room={id}>
          <OpenConversation {...props} me={me} opened={room} region={region} />
        </FilesProvider>
      ) : (
        <div className="conversation-empty">{isGone ? <p>{t('no_access')}</p> : <TimelineSkeleton />}</div>
      )}
    </section>
  );
}

function OpenConversation(props: ConversationProps & { me: Account; opened: Room; region: RefObject<HTMLElement | null> }) {
  const { sync, me, opened: room, onView, onPosted, disabled_reason = null } = props;
  const id = room.id;
  const t = useTexts(chatTexts);
  const language = useLanguage();
  const timeline = useStore(sync.store, (state) => state.timelines.get(id));
  const connection = useStore(sync.store, (state) => state.connection);
  const outbox = useStore(sync.store, useShallow((state) => outboxOf(state, id)));
  const changes = useStore(sync.store, useShallow((state) => state.changes.filter((change) => change.room === id)));
  const editMs = useStore(sync.store, (state) => state.edit_ms);
  const isTyping = useStore(sync.store, (state) => typistsOf(state, id).length > 0);

  const [isAtEnd, setIsAtEnd] = useState(false);
  const [editing, setEditing] = useState<Message | null>(null);
  const [deleting, setDeleting] = useState<Message | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const list = useRef<TimelineHandle>(null);
  const composer = useRef<ComposerHandle>(null);

  const tellReaders = useCallback<TellReaders>(
    (seq) => {
      const known = sync.store.getState().rooms.get(id)?.room;
      const readers = known && readersText(known, me.id, seq, language);
      return readers ? t('read_by', { readers }) : undefined;
    },
    [sync, id, me.id, language, t],
  );
  const loadOlder = useCallback(() => sync.loadOlder(id), [sync, id]);
  const moveTo = useCallback((seq: number) => sync.moveTo(id, seq), [sync, id]);
  const isOpened = useOpened({ room, timeline, connection, loadOlder, moveTo });
  const hasNewer = timeline?.has_newer ?? false;
  const isWatched = usePageWatched();
  const readsAgain = useReadsAgain(isWatched, room.unread_from);
  const isInView = isWatched && isAtEnd && isOpened && !hasNewer;
  const firstUnread = firstUnreadSeq(room, timeline, me.id);
  const news = useNews(isOpened, firstUnread, room.read_seq, isInView);
  const drawn = useTimelineWindow((isOpened ? timeline?.messages : undefined) ?? nothing, news.new_seq, isAtEnd);
  // What is at hand stands there at once; the room opens when it is known to be all, and then at the news.
  const atHand = timeline?.messages;
  const shown = useMemo(() => (isOpened ? drawn.messages : (atHand?.slice(-AT_HAND) ?? nothing)), [isOpened, drawn.messages, atHand]);
  // Until the room is opened nobody knows what stands above; what the reader has just written is shown all the same.
  const hasOlder = !isOpened || drawn.has_hidden || (timeline?.has_older ?? false);

  const newest = timeline?.messages.at(-1)?.seq ?? 0;
  useEffect(() => {
    if (isInView && readsAgain && (newest > room.read_seq || room.unread_from !== null)) sync.read(id, newest);
  }, [sync, id, isInView, readsAgain, newest, room.read_seq, room.unread_from]);

  useEffect(() => onView?.(id, { is_at_end: isAtEnd, is_in_view: isInView }), [onView, id, isAtEnd, isInView]);
  useEffect(() => () => onView?.(id, { is_at_end: false, is_in_view: false }), [onView, id]);

  // The parts below say what stands between the messages; what they said is drawn at once.
  const [asides, setAsides] = useState<readonly Aside[]>(nothing);
  const events = timeline?.events ?? nothing;
  // Unsent posts stand at the end. Without a connection there is no way to it, and they are shown all the same.
  const isAway = hasNewer && connection === 'online';
  const items = useMemo(
    () => layOut({ me: me.id, messages: shown, events, asides, outbox: isAway ? nothing : outbox, has_newer: hasNewer, changes, new_seq: news.new_seq, has_older: hasOlder }),
    [me.id, shown, events, asides, outbox, isAway, hasNewer, changes, news.new_seq, hasOlder],
  );
  const jumps = useJumps({ sync, room, timeline, items, list, drawAll: drawn.showAll, onProblem: setProblem });

  const problemOf = (error: unknown) => {
    const code = (error as { code?: unknown } | null)?.code;
    return isErrorCode(code) ? errorText(code, language) : t('offline_try_later');
  };
  const post: Deliver = async (text, options) => {
    // What a part has shown of the room counts as seen too.
    const seen = Math.max(list.current?.seenSeq() ?? 0, room.read_seq, options.expect_seq ?? 0);
    if (hasNewer) await jumps.toNewest();
    list.current?.toEnd();
    const holdMs = undoSeconds() * 1000;
    const numbers = props.expects_quiet ? { seen_seq: seen, expect_seq: seen } : { seen_seq: seen };
    await sync.post(id, text, { ...(holdMs > 0 ? { hold_ms: holdMs } : {}), ...options, ...numbers });
    news.forget();
    onPosted?.(id);
  };
  const edit = (message: Message, text: string) =>
    sync.edit(message, text).catch((error: unknown) => {
      throw new Error(problemOf(error));
    });
  const remove = (message: Message) => {
    setDeleting(null);
    setProblem(null);
    sync.remove(message).catch((error: unknown) => setProblem(problemOf(error)));
  };
  const onRetry = useCallback((entry: string) => void sync.retry(entry), [sync]);
  /** Text goes back to its writer: into the field, or into the draft when the room is not on screen any more. */
  const give = useCallback(
    (text: string) => {
      if (composer.current) composer.current.append(text);
      else addToDraft(me.id, id, text, sync.server);
    },
    [me.id, id, sync],
  );
  const onDiscard = useCallback(
    (entry: string) => {
      const quote = sync.store.getState().outbox.find((one) => one.client_message_id === entry)?.reply;
      const takeBack = (text: string) => {
        give(text);
        composer.current?.focus();
        if (quote) setReplyTarget(me.id, id, quote);
      };
      // Too late: it is on its way.
      sync.discard(entry).then(takeBack, () => undefined);
    },
    [sync, me.id, id, give],
  );
  const onRetryChange = useCallback((message: number) => void sync.retryChange(message), [sync]);
  const onGiveUpChange = useCallback(
    (change: PendingChange) =>
      void sync.discardChange(change.message).then((text) => {
        if (text !== '') give(text);
      }),
    [sync, give],
  );
  const editLast = () => {
    const last = timeline?.messages.findLast((message) => message.sender === me.id && isStillEditable(message, editMs));
    const change = changes.find((one) => one.message === last?.id);
    if (last && change?.kind !== 'delete') setEditing(change ? { ...last, message: change.text } : last);
  };
  const onOlder = () => {
    if (drawn.has_hidden) return drawn.showOlder();
    drawn.hold();
    void loadOlder();
  };
  const isEditable = disabled_reason === null;

  const [mode, setMode] = useState('message');
  const handle = useMemo(() => steady(composer), []);
  useImperativeHandle(props.ref, () => handle, [handle]);
  const jump = jumps.toMessage;
  const place: Place = { sync, me, room, mode, is_editing: editing !== null, is_disabled: !isEditable, composer: handle, jump };
  const parts = useParts(props.parts ? [...chatParts, ...props.parts] : chatParts, place);
  const fileTakers = isEditable && !editing ? parts.filter((part) => part.onFiles) : nothing;
  const isDroppable = useFileDrop(props.region, fileTakers.length > 0 ? (files) => fileTakers.forEach((part) => part.onFiles?.(files)) : undefined);
  const actions = useSteady(parts.flatMap((part) => part.actions ?? nothing));
  const found = parts.flatMap((part) => part.asides ?? nothing);
  if (!isSameList(found, asides)) setAsides(found);

  return (
    <>
      {isOpened || timeline || outbox.length > 0 ? (
        <ReadersContext value={tellReaders}>
          <Timeline
            key={isOpened ? 'opened' : 'at hand'}
            ref={list}
            place={props.place}
            room={room}
            items={items}
            has_older={hasOlder}
            is_loading_older={timeline?.is_loading_older ?? false}
            can_load_older={isOpened && (drawn.has_hidden || connection === 'online')}
            has_newer={isOpened && hasNewer}
            can_load_newer={isOpened && connection === 'online' && !(timeline?.is_loading_newer ?? true)}
            unread_count={room.unread_count}
            holds_news={news.new_seq !== null && news.new_seq > room.read_seq}
            onOlder={onOlder}
            onNewer={jumps.loadNewer}
            onNewest={jumps.toNewest}
            onFirstUnread={isOpened ? jumps.toFirstUnread : undefined}
            onDay={jumps.toDay}
            onAtEnd={isOpened ? setIsAtEnd : notYet}
            onEdit={isEditable ? setEditing : undefined}
            onDelete={isEditable ? setDeleting : undefined}
            edit_ms={editMs}
            onRetryChange={onRetryChange}
            onGiveUpChange={onGiveUpChange}
            actions={isEditable ? actions : nothing}
            onJump={jump}
            onRetry={onRetry}
            onDiscard={onDiscard}
          />
        </ReadersContext>
      ) : (
        <div className="conversation-empty">
          <TimelineSkeleton />
        </div>
      )}
      {problem && (
        <p className="conversation-problem" role="alert">
          {problem}
        </p>
      )}
      {isOpened && <Announcer messages={timeline?.messages ?? nothing} last={room.last_message} me={me.id} />}
      <TypingLine is_typing={isTyping} />
      <Composer
        ref={composer}
        user={me.id}
        room={id}
        server={sync.server}
        is_active={props.is_active ?? false}
        disabled_reason={disabled_reason}
        editing={editing}
        parts={parts}
        mode={mode}
        onMode={setMode}
        onPost={post}
        onEdit={edit}
        onCancelEdit={() => setEditing(null)}
        onEditLast={editLast}
        onTyping={() => sync.typing(id)}
      />
      {isDroppable && <div className="conversation-drop">{t('drop_files')}</div>}
      {deleting && (
        <ConfirmDialog question={t('delete_question')} confirm={t('delete')} onConfirm={() => remove(deleting)} onCancel={() => setDeleting(null)} />
      )}
    </>
  );
}

/** Where the reader is before the room has opened says nothing about what he has read. */
const notYet = () => {};
/** Messages that are shown before it is known what came after them. */
const AT_HAND = 50;

const nothing: readonly never[] = [];

/** The composer behind an object that stays the same. */
function steady(composer: RefObject<ComposerHandle | null>): ComposerHandle {
  return {
    focus: () => composer.current?.focus(),
    text: () => composer.current?.text() ?? '',
    insert: (text) => composer.current?.insert(text),
    append: (text) => composer.current?.append(text),
    replace: (text) => composer.current?.replace(text),
    setMode: (mode) => composer.current?.setMode(mode),
    send: (deliver, onAccepted) => composer.current?.send(deliver, onAccepted) ?? Promise.resolve(false),
    canSend: () => composer.current?.canSend() ?? false,
  };
}

/** The same list as long as it holds the same things: bubbles are drawn anew only when something changed. */
function useSteady<T>(list: readonly T[]): readonly T[] {
  const [kept, setKept] = useState(list);
  const isSame = isSameList(kept, list);
  if (!isSame) setKept(list);
  return isSame ? kept : list;
}

function isSameList<T>(one: readonly T[], two: readonly T[]): boolean {
  return one.length === two.length && one.every((value, index) => value === two[index]);
}
