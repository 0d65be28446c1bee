import { errorText } from '../../protocol/errors';
import type { PendingChange } from '../store/chat';
import { composingTexts } from './composing_texts';
import { useLanguage, useTexts } from './language';

export type ChangeFootProps = { change: PendingChange; onRetry(message: number): void; onGiveUp(change: PendingChange): void };

/** Below a bubble whose edit or deletion was refused: why, and what can be done. */
export function ChangeFoot({ change, onRetry, onGiveUp }: ChangeFootProps) {
  const t = useTexts(composingTexts);
  const language = useLanguage();
  const { kind, error } = change;
  const why = kind === 'edit' && error === 'forbidden' ? t('editing_over') : error && errorText(error, language);
  return (
    <div className="bubble-failed" role="alert">
      <span>
        {t(`change_failed_${kind}`)}
        {why && `: ${why}`}
      </span>
      <button type="button" className="link-button" onClick={() => onRetry(change.message)}>
        {t('retry')}
      </button>
      <button type="button" className="link-button" onClick={() => onGiveUp(change)}>
        {t(`give_up_${kind}`)}
      </button>
    </div>
  );
}
