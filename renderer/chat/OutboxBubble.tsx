import { memo } from 'react';
import { errorText } from '../../protocol/errors';
import type { OutboxEntry } from '../store/chat';
import { Bubble } from './Bubble';
import { chatTexts } from './chat_texts';
import { composingTexts } from './composing_texts';
import { WaitingFiles } from './files/WaitingFiles';
import { useLanguage, useTexts } from './language';
import { BubbleQuote } from './QuoteLine';
import { useIsHeld } from './undo_send';

export type OutboxBubbleProps = {
  entry: OutboxEntry;
  is_first: boolean;
  is_last: boolean;
  onRetry(client_message_id: string): void;
  onDiscard(client_message_id: string): void;
  onJump(seq: number): void;
};

/** The bubble of a post that is on its way, or was refused and waits for a decision. */
export const OutboxBubble = memo(function OutboxBubble({ entry, is_first, is_last, onRetry, onDiscard, onJump }: OutboxBubbleProps) {
  const t = useTexts(chatTexts);
  const language = useLanguage();
  const tc = useTexts(composingTexts);
  const isHeld = useIsHeld(entry);
  const undo = isHeld && (
    <div className="bubble-held">
      <span>{tc('undo_sending')}</span>
      <button type="button" className="link-button" onClick={() => onDiscard(entry.client_message_id)}>
        {tc('undo_send')}
      </button>
    </div>
  );
  // What waits for its files may wait for long.
  const isUploading = entry.state === 'pending' && entry.files?.some((file) => file.attachment === null);
  const waiting = isUploading && (
    <div className="bubble-held">
      <button type="button" className="link-button" onClick={() => onDiscard(entry.client_message_id)}>
        {t('discard')}
      </button>
    </div>
  );
  const foot = entry.state === 'failed' && (
    <div className="bubble-failed" role="alert">
      <span>
        {t('state_failed')}
        {entry.error && `: ${errorText(entry.error, language)}`}
      </span>
      <button type="button" className="link-button" onClick={() => onRetry(entry.client_message_id)}>
        {t('retry')}
      </button>
      <button type="button" className="link-button" onClick={() => onDiscard(entry.client_message_id)}>
        {t('discard')}
      </button>
    </div>
  );
  return (
    <Bubble
      sender={entry.user}
      sender_name=""
      is_own
      is_first={is_first}
      is_last={is_last}
      text={entry.message}
      created_at={entry.created_at}
      delivery={entry.state}
      files={entry.files && entry.files.length > 0 && <WaitingFiles files={entry.files} is_failed={entry.state === 'failed'} />}
      quote={entry.reply && <BubbleQuote quote={entry.reply} onJump={onJump} />}
      foot={undo || waiting || foot}
    />
  );
});
