import { useState } from 'react';
import { useStore } from 'zustand';
import { errorText, isErrorCode } from '../../../protocol/errors';
import type { UsePart } from '../../chat/composer_part';
import { Icon } from '../../chat/Icon';
import { useLanguage, useTexts } from '../../chat/language';
import { useNow } from '../hooks';
import { useKeysOf } from '../keys/use_action_keys';
import { dueText } from './due';
import { DueForm } from './DueForm';
import { offers, withdraw } from './offers';
import { promisesTexts } from './promises_texts';
import './promises.css';

/** The promise that was found in the message just sent: one key makes it the room's due time, another one changes it, Escape lets it be. */
export const usePromisePart: UsePart = ({ sync, room, composer }) => {
  const t = useTexts(promisesTexts);
  const language = useLanguage();
  const now = useNow();
  const keys = useKeysOf('due_accept');
  const offer = useStore(offers, (state) => state.get(room.id));
  const [isEditing, setIsEditing] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const close = () => {
    withdraw(room.id);
    setIsEditing(false);
    setProblem(null);
    composer.focus();
  };
  const accept = (due_at: string) => {
    if (!offer) return;
    setProblem(null);
    sync.promises.make({ room: room.id, message: offer.message, due_at }).then(close, (error: { code?: unknown }) => setProblem(errorText(isErrorCode(error.code) ? error.code : 'unavailable', language)));
  };
  return {
    above: offer && (
      <div className="due-offer" role="status">
        <Icon name="later" />
        {isEditing ? (
          <DueForm
            due_at={offer.due_at}
            onChoose={accept}
            onClose={() => {
              setIsEditing(false);
              composer.focus();
            }}
          />
        ) : (
          <>
            <span className="due-offer-text">{t('offer', { time: dueText(offer.due_at, language, now) })}</span>
            <span className="due-deeds">
              <button type="button" className="due-button is-main" data-action="due_accept" onClick={() => accept(offer.due_at)}>
                {t('accept')} {keys.length > 0 && <kbd>{keys.join('+')}</kbd>}
              </button>
              <button type="button" className="due-button" data-action="due_edit" onClick={() => setIsEditing(true)}>
                {t('edit')}
              </button>
              <button type="button" className="icon-button" aria-label={t('dismiss')} title={`${t('dismiss')} (Esc)`} onClick={close}>
                <Icon name="close" />
              </button>
            </span>
          </>
        )}
        {problem && (
          <span className="due-problem" role="alert">
            {problem}
          </span>
        )}
      </div>
    ),
    onEscape() {
      if (!offer) return false;
      close();
      return true;
    },
  };
};
