import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { CompletionSource } from '../../chat/completion';
import type { UsePart } from '../../chat/composer_part';
import { isTextArea } from '../../chat/elements';
import { useTexts } from '../../chat/language';
import { useOwnDocument } from '../../chat/own_document';
import { MacroSteps } from '../macros/MacroMark';
import { takeMacro } from '../macros/use_reply';
import { findReplies } from './find_replies';
import { repliesTexts } from './replies_texts';
import { fillIn, unresolved } from './reply_variables';
import './later.css';

const OFFERED = 8;

/** Canned replies: `/` in the field opens them, the room fills them in, and what it cannot fill in holds the message. */
export const useCannedPart: UsePart = ({ sync, me, room, mode, composer }) => {
  const t = useTexts(repliesTexts);
  const view = useOwnDocument();
  const replies = useStore(sync.store, (state) => state.replies);
  const completions = useMemo((): readonly CompletionSource[] => {
    const source: CompletionSource = {
      key: 'canned',
      label: t('replies'),
      opens: /(?:^|\s)(\/([\p{L}\p{N}_-]{0,30}))$/u,
      find: (query) =>
        findReplies(sync.store.getState().replies, query, OFFERED).map((reply) => ({
          key: String(reply.id),
          insert: reply.message === '' ? () => undefined : fillIn(reply.message, room),
          onChosen: () => takeMacro(me.id, room.id, reply),
          node: (
            <>
              <span className="completion-code">/{reply.trigger}</span>
              <span className="completion-name">
                <bdi>{reply.title}</bdi>
              </span>
              <span className="canned-text">
                {reply.message !== '' && <bdi>{reply.message}</bdi>}
                {(reply.actions ?? []).length > 0 && <MacroSteps reply={reply} />}
              </span>
            </>
          ),
        })),
    };
    return replies.length > 0 ? [source] : [];
  }, [t, sync, me.id, room, replies]);

  return {
    completions,
    holds(text) {
      const place = mode === 'message' ? unresolved(text) : null;
      if (place === null) return null;
      // Marked in the field, so that the next key writes over it.
      composer.focus();
      if (isTextArea(view.activeElement)) view.activeElement.setSelectionRange(place.from, place.to);
      return t('unresolved', { place: `{${place.variable}}` });
    },
  };
};
