import { useEffect, useRef } from 'react';
import { chatTexts } from './chat_texts';
import { useTexts } from './language';

export type ConfirmDialogProps = { question: string; confirm: string; onConfirm(): void; onCancel(): void };

/** Asks before something that cannot be taken back. The browser's own modal dialog: it keeps the focus and closes on Escape. */
export function ConfirmDialog({ question, confirm, onConfirm, onCancel }: ConfirmDialogProps) {
  const t = useTexts(chatTexts);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="confirm"
      aria-label={question}
      onCancel={(event) => {
        event.preventDefault();
        onCancel();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onCancel();
      }}
    >
      <div className="confirm-content">
        <p>{question}</p>
        <div className="confirm-buttons">
          <button type="button" className="button" onClick={onCancel}>
            {t('cancel')}
          </button>
          <button type="button" className="button button-danger" onClick={onConfirm}>
            {confirm}
          </button>
        </div>
      </div>
    </dialog>
  );
}
