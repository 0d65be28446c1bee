import { memo, type KeyboardEvent, type ReactNode } from 'react';
import type { Message } from '../../protocol/entities';
import type { PendingChange } from '../store/chat';
import { isEditable } from '../store/changes';
import { Avatar } from './Avatar';
import { ChangeFoot } from './ChangeFoot';
import { chatTexts } from './chat_texts';
import type { MessageAction } from './composer_part';
import { composingTexts } from './composing_texts';
import { fullText, timeText } from './dates';
import { Attachments } from './files/Attachments';
import { isLoneEmoji } from './emoji/lone';
import { Icon } from './Icon';
import { useLanguage, useTexts } from './language';
import { linkify } from './linkify';
import { Name } from './Name';
import { BubbleQuote } from './QuoteLine';
import { Ticks, type TicksProps } from './Ticks';

export type BubbleProps = {
  sender: number;
  sender_name: string;
  is_own: boolean;
  /** An own one is named too: for whoever looks over its writer's shoulder. */
  is_named?: boolean;
  is_first: boolean;
  is_last: boolean;
  text: string;
  created_at: string;
  edited_at?: string | null;
  /** Shows what stood there before; the mark of an edit becomes a button. */
  onHistory?: (() => void) | undefined;
  /** What is on its way for this message, in a word. */
  busy?: string | null;
  /** What it replies to. */
  quote?: ReactNode;
  /** Its files, above the text. */
  files?: ReactNode;
  is_deleted?: boolean;
  /** Only own messages show how far they have come. */
  delivery?: TicksProps['state'];
  actions?: ReactNode;
  /** Keys while the bubble itself has the focus. */
  onKeyDown?: (event: KeyboardEvent) => void;
  /** Below the bubble: why a post failed, and what can be done. */
  foot?: ReactNode;
};

/** One message: whoever wrote it, its text as text, time and ticks. */
export function Bubble(props: BubbleProps) {
  const t = useTexts(chatTexts);
  const language = useLanguage();
  const { sender, sender_name, is_own, is_first, is_last, text, created_at, delivery } = props;
  const classes = ['bubble-row', is_own ? 'is-own' : 'is-other', is_first && 'is-first', is_last && 'is-last'].filter(Boolean).join(' ');
  return (
    <article className={classes} tabIndex={-1} onKeyDown={props.onKeyDown}>
      {!is_own && <span className="bubble-avatar">{is_last && <Avatar id={sender} name={sender_name} size="s" />}</span>}
      <div className="bubble-column">
        <div className="bubble-line">
          <div className={`bubble ${props.is_deleted ? 'is-deleted' : ''} ${isLoneEmoji(text) ? 'is-emoji' : ''}`}>
            {is_own && !props.is_named ? <span className="visually-hidden">{t('you')}: </span> : <SenderName name={sender_name} is_shown={is_first} />}
            {!props.is_deleted && props.quote}
            {!props.is_deleted && props.files}
            <div className="bubble-text" dir="auto">
              {props.is_deleted ? t('deleted') : linkify(text)}
              <span className="bubble-meta" dir="ltr">
                {props.busy ? (
                  <span>{props.busy}</span>
                ) : (
                  props.edited_at != null && !props.is_deleted && <EditedMark at={props.edited_at} onHistory={props.onHistory} />
                )}
                <time dateTime={created_at} title={fullText(created_at, language)}>
                  {timeText(created_at, language)}
                </time>
                {delivery && <Ticks state={delivery} />}
              </span>
            </div>
          </div>
          {props.actions}
        </div>
        {props.foot}
      </div>
    </article>
  );
}

function EditedMark({ at, onHistory }: { at: string; onHistory?: (() => void) | undefined }) {
  const t = useTexts(chatTexts);
  const title = fullText(at, useLanguage());
  if (!onHistory) return <span title={title}>{t('edited')}</span>;
  return (
    <button type="button" className="bubble-edited" title={title} onClick={onHistory}>
      {t('edited')}
    </button>
  );
}

function SenderName({ name, is_shown }: { name: string; is_shown: boolean }) {
  return (
    <div className={is_shown ? 'bubble-sender' : 'visually-hidden'}>
      <Name name={name} />
    </div>
  );
}

export type MessageBubbleProps = {
  message: Message;
  is_own: boolean;
  is_first: boolean;
  is_last: boolean;
  delivery: 'sent' | 'read';
  onEdit: ((message: Message) => void) | undefined;
  onDelete: ((message: Message) => void) | undefined;
  /** An own edit or deletion of it that is on its way. */
  change: PendingChange | null;
  /** For how long it can be edited; 0: for ever. */
  edit_ms: number;
  actions: readonly MessageAction[];
  onJump(seq: number): void;
  onRetryChange(message: number): void;
  onGiveUpChange(change: PendingChange): void;
};

/** The bubble of a stored message, and what can be done with it. */
export const MessageBubble = memo(function MessageBubble(props: MessageBubbleProps) {
  const t = useTexts(chatTexts);
  const tc = useTexts(composingTexts);
  const { message, is_own, is_first, is_last, delivery, change, onEdit, onDelete } = props;
  const isDeleted = message.deleted_at !== null;
  const more = props.actions.filter((action) => action.isOffered(message, is_own));
  const changes: MessageAction[] = [];
  if (is_own && !isDeleted && onEdit && onDelete) {
    if (isEditable(message, props.edit_ms)) changes.push({ key: 'edit', icon: 'edit', label: t('edit'), isOffered: () => true, run: () => onEdit(change?.kind === 'edit' ? { ...message, message: change.text } : message) });
    changes.push({ key: 'delete', icon: 'delete', label: t('delete_message'), isOffered: () => true, run: onDelete });
  }
  const offered = [...more, ...changes];
  const actions = offered.length > 0 && (
    <div className="bubble-actions">
      {offered.map((action) => (
        <button key={action.key} type="button" className="icon-button" aria-label={action.label} title={action.label} onClick={() => action.run(message)}>
          <Icon name={action.icon} />
        </button>
      ))}
    </div>
  );
  const history = offered.find((action) => action.key === 'history');
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const action = offered.find((one) => one.code === event.code);
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    action.run(message);
  };
  return (
    <Bubble
      sender={message.sender}
      sender_name={message.sender_name}
      is_own={is_own}
      is_first={is_first}
      is_last={is_last}
      text={change?.kind === 'edit' && change.state !== 'failed' ? change.text : message.message}
      files={message.attachments.length > 0 && <Attachments attachments={message.attachments} />}
      quote={message.reply && <BubbleQuote quote={message.reply} onJump={props.onJump} />}
      created_at={message.created_at}
      edited_at={message.edited_at}
      onHistory={history && (() => history.run(message))}
      busy={change?.state === 'pending' ? tc(`change_pending_${change.kind}`) : null}
      foot={change?.state === 'failed' && <ChangeFoot change={change} onRetry={props.onRetryChange} onGiveUp={props.onGiveUpChange} />}
      is_deleted={isDeleted}
      {...(is_own && !isDeleted ? { delivery } : {})}
      actions={actions}
      onKeyDown={onKeyDown}
    />
  );
});
