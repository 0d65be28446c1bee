import { useId, useLayoutEffect, useRef } from 'react';
import type { MouseEvent, ReactNode } from 'react';
import { useT } from '../context';
import { IconButton } from '../IconButton';
import { CloseIcon } from '../icons';

export type DialogProps = { title: string; onClose: () => void; children: ReactNode; className?: string; has_title?: boolean };

/** A modal on the browser's own dialog element, which keeps the focus inside, makes the rest inert and gives the focus back. */
export function Dialog({ title, onClose, children, className = '', has_title = true }: DialogProps) {
  const t = useT();
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  // Before the element goes away, since only then it can give the focus back.
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) {
      dialog.showModal();
      // Where a dialog names no field of its own, nothing is lit up that nobody has reached for.
      (dialog.querySelector<HTMLElement>('[data-autofocus]') ?? dialog).focus();
    }
    return () => dialog?.close();
  }, []);

  const onBackdrop = (event: MouseEvent) => {
    if (event.target === ref.current) onClose();
  };

  return (
    <dialog
      ref={ref}
      className={`dialog ${className}`}
      tabIndex={-1}
      aria-labelledby={titleId}
      onMouseDown={onBackdrop}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className="dialog-body">
        <header className={has_title ? 'dialog-header' : 'visually-hidden'}>
          <h2 id={titleId} className="dialog-title">
            {title}
          </h2>
          {has_title && (
            <IconButton name={t('close')} onClick={onClose}>
              <CloseIcon />
            </IconButton>
          )}
        </header>
        {children}
      </div>
    </dialog>
  );
}
