import { useMemo } from 'react';
import { composingTexts } from './composing_texts';
import type { UsePart } from './composer_part';
import { Icon } from './Icon';
import { useTexts } from './language';
import { QuoteLine } from './QuoteLine';
import { quoteOf, setReplyTarget, useReplyTarget } from './reply_target';

/** Replying: chosen on a bubble, shown above the field, sent with the text. */
export const useReplyPart: UsePart = ({ me, room, composer, mode, jump }) => {
  const t = useTexts(composingTexts);
  const target = useReplyTarget(me.id, room.id);
  const quote = mode === 'message' ? target : null;
  const actions = useMemo(
    () => [
      {
        key: 'reply',
        icon: 'reply' as const,
        label: t('reply'),
        code: 'KeyR',
        isOffered: (message: { deleted_at: string | null }) => message.deleted_at === null,
        run(message: Parameters<typeof quoteOf>[0]) {
          setReplyTarget(me.id, room.id, quoteOf(message));
          composer.setMode('message');
          composer.focus();
        },
      },
    ],
    [t, me.id, room.id, composer],
  );
  return {
    actions,
    above: quote && (
      <div className="reply-bar">
        <Icon name="reply" />
        <button type="button" className="reply-bar-quote" title={t('quote_jump')} onClick={() => jump(quote.seq)}>
          <span className="visually-hidden">{t('replying')}: </span>
          <QuoteLine quote={quote} />
        </button>
        <button type="button" className="icon-button" aria-label={t('reply_cancel')} title={t('reply_cancel')} onClick={() => setReplyTarget(me.id, room.id, null)}>
          <Icon name="close" />
        </button>
      </div>
    ),
    options: () => (quote ? { reply_to: quote.id, reply: quote } : {}),
    onSent() {
      if (quote) setReplyTarget(me.id, room.id, null);
    },
    onEscape() {
      if (quote) setReplyTarget(me.id, room.id, null);
      return quote !== null;
    },
  };
};
