import { useCallback, useEffect, useImperativeHandle, useMemo, type Ref } from 'react';
import type { Message, Room } from '../../protocol/entities';
import type { PendingChange } from '../store/chat';
import { deliveryOf } from '../store/select';
import { MessageBubble } from './Bubble';
import { chatTexts } from './chat_texts';
import type { MessageAction } from './composer_part';
import { DayLine } from './DayLine';
import { useDayPicker, type DayPicker } from './day_picker';
import { ToFirstUnread } from './ToFirstUnread';
import { EventLine } from './EventLine';
import { Icon } from './Icon';
import type { Item } from './items';
import { useTexts } from './language';
import { NewLine } from './NewLine';
import { OutboxBubble } from './OutboxBubble';
import { TimelineSkeleton } from './Skeleton';
import { useTimelineScroll, type TimelineScroll } from './timeline_scroll';

export type TimelineHandle = Pick<TimelineScroll, 'toEnd' | 'seenSeq'> & {
  /** Scrolls to a drawn message and marks it for a moment; false when it is not drawn. */
  show(seq: number): boolean;
};

export type TimelineProps = {
  room: Room;
  place?: number | undefined;
  /** Laid out by `layOut`; the same array while nothing changed. */
  items: readonly Item[];
  /** Older messages exist, here or on the server. */
  has_older: boolean;
  is_loading_older: boolean;
  /** Asking the server makes sense now. */
  can_load_older: boolean;
  /** What is loaded ends before the newest message. */
  has_newer: boolean;
  can_load_newer: boolean;
  unread_count: number;
  holds_news: boolean;
  onOlder(): void;
  onNewer(): void;
  /** Back to the newest message. */
  onNewest(): void;
  /** To the first unread message, where that is not loaded. */
  onFirstUnread?: (() => void) | undefined;
  /** To the first message of a day. */
  onDay(at: string): void;
  onAtEnd(isAtEnd: boolean): void;
  /** Absent: own messages cannot be changed here. */
  onEdit?: ((message: Message) => void) | undefined;
  onDelete?: ((message: Message) => void) | undefined;
  /** For how long a message can be edited; 0: for ever. */
  edit_ms: number;
  onRetryChange(message: number): void;
  onGiveUpChange(change: PendingChange): void;
  /** What else can be done with a message; the same array while nothing changed. */
  actions: readonly MessageAction[];
  /** To the message with this number. */
  onJump(seq: number): void;
  onRetry(client_message_id: string): void;
  onDiscard(client_message_id: string): void;
  ref?: Ref<TimelineHandle>;
};

/** The conversation, newest at the end, with the way back to the end. */
export function Timeline(props: TimelineProps) {
  const t = useTexts(chatTexts);
  const { items, onAtEnd } = props;
  const days = useDayPicker(props.onDay);
  const isEmpty = items.length === 0;
  const isSilent = !props.has_older && !items.some((item) => item.kind === 'message' || item.kind === 'outbox');
  const { scroller, content, is_at_end, toEnd, seenSeq } = useTimelineScroll({
    items,
    place: props.place,
    has_items: !isEmpty,
    can_load_older: props.can_load_older && props.has_older && !props.is_loading_older,
    has_newer: props.has_newer,
    can_load_newer: props.can_load_newer && props.has_newer,
    holds_news: props.holds_news,
    onOlder: props.onOlder,
    onNewer: props.onNewer,
    onAtEnd,
  });
  const show = useCallback((seq: number) => showMessage(content.current, seq), [content]);
  useImperativeHandle(props.ref, () => ({ toEnd, seenSeq, show }), [toEnd, seenSeq, show]);
  useEffect(() => {
    if (isEmpty) onAtEnd(true);
  }, [isEmpty, onAtEnd]);

  return (
    <div className="timeline">
      <div className="timeline-scroller" ref={scroller} role="log" aria-live="off" aria-label={t('messages')} aria-busy={props.is_loading_older} tabIndex={0}>
        {props.has_older && (
          <div className="timeline-older">
            <TimelineSkeleton rows={2} />
          </div>
        )}
        {isSilent && <p className="timeline-empty">{t('no_messages')}</p>}
        <div className="timeline-content" ref={content}>
          <Items {...props} onPickDay={days.pick} />
        </div>
        {props.has_newer && (
          <div className="timeline-newer">
            <TimelineSkeleton rows={2} />
          </div>
        )}
      </div>
      {days.field}
      {props.onFirstUnread && <ToFirstUnread unread_count={props.unread_count} onClick={props.onFirstUnread} />}
      {!is_at_end && !isEmpty && <ToNewest unread_count={props.unread_count} onClick={props.has_newer ? props.onNewest : toEnd} />}
    </div>
  );
}

type ItemsProps = Pick<
  TimelineProps,
  'items' | 'room' | 'onEdit' | 'onDelete' | 'edit_ms' | 'onRetryChange' | 'onGiveUpChange' | 'actions' | 'onJump' | 'onRetry' | 'onDiscard'
> & { onPickDay: DayPicker['pick'] };

function Items({ items, room, onEdit, onDelete, edit_ms, onRetryChange, onGiveUpChange, actions, onJump, onPickDay, onRetry, onDiscard }: ItemsProps) {
  return useMemo(
    () =>
      items.map((item) => {
        switch (item.kind) {
          case 'day':
            return (
              <div key={item.key} data-item="day">
                <DayLine at={item.at} onPick={onPickDay} />
              </div>
            );
          case 'new':
            return (
              <div key={item.key} data-item="new">
                <NewLine />
              </div>
            );
          case 'event':
            return (
              <div key={item.key} data-item="event" data-anchor="">
                <EventLine event={item.event} />
              </div>
            );
          case 'aside':
            return (
              <div key={item.key} data-item="aside" data-anchor="">
                {item.aside.node}
              </div>
            );
          case 'message': {
            const { message, is_own, is_first, is_last } = item;
            return (
              <div key={item.key} data-item="message" data-anchor="" data-seq={message.seq}>
                <MessageBubble
                  message={message}
                  is_own={is_own}
                  is_first={is_first}
                  is_last={is_last}
                  delivery={deliveryOf(message, room)}
                  onEdit={onEdit}
                  onDelete={onDelete}
                  change={item.change}
                  edit_ms={edit_ms}
                  onRetryChange={onRetryChange}
                  onGiveUpChange={onGiveUpChange}
                  actions={actions}
                  onJump={onJump}
                />
              </div>
            );
          }
          case 'outbox':
            return (
              <div key={item.key} data-item="outbox" data-anchor="">
                <OutboxBubble entry={item.entry} is_first={item.is_first} is_last={item.is_last} onRetry={onRetry} onDiscard={onDiscard} onJump={onJump} />
              </div>
            );
        }
      }),
    [items, room, onEdit, onDelete, edit_ms, onRetryChange, onGiveUpChange, actions, onJump, onPickDay, onRetry, onDiscard],
  );
}

function showMessage(list: HTMLElement | null, seq: number): boolean {
  const row = list?.querySelector<HTMLElement>(`[data-seq="${seq}"] > .bubble-row`);
  if (!row) return false;
  row.scrollIntoView({ block: 'center' });
  // Whoever walks from hit to hit goes on typing where he is.
  if (!row.ownerDocument.activeElement?.closest('[role="search"]')) row.focus({ preventScroll: true });
  // The place around the bubble has no class of its own that a new drawing would put back.
  const place = row.parentElement as HTMLElement;
  place.classList.remove('is-shown');
  // The mark fades by an animation; reading a size makes it start again.
  void place.offsetWidth;
  place.classList.add('is-shown');
  return true;
}

function ToNewest({ unread_count, onClick }: { unread_count: number; onClick(): void }) {
  const t = useTexts(chatTexts);
  const name = unread_count > 0 ? `${t('to_newest')}: ${t('unread_count', { count: unread_count })}` : t('to_newest');
  return (
    <button type="button" className="to-newest" data-action="newest" aria-label={name} title={t('to_newest')} onClick={onClick}>
      <Icon name="down" />
      {unread_count > 0 && (
        <span className="badge to-newest-count" aria-hidden="true">
          {unread_count}
        </span>
      )}
    </button>
  );
}
