import { useEffect, useRef, type KeyboardEvent, type ReactNode, type WheelEvent } from 'react';
import './lightbox.css';

export type LightboxDialogProps = {
  label: string;
  /** What each key does while it is open. */
  keys: Record<string, () => void>;
  onClose(): void;
  onWheel?(event: WheelEvent): void;
  children: ReactNode;
};

/** Something over everything. The browser's own modal dialog: it keeps the focus, closes on Escape and gives the focus back. */
export function LightboxDialog({ label, keys, onClose, onWheel, children }: LightboxDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    const before = element?.ownerDocument.activeElement;
    element?.showModal();
    return () => {
      element?.close();
      // Elements of another window are of another class.
      if (before && 'focus' in before) (before as HTMLElement).focus({ preventScroll: true });
    };
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    // The page behind it hears none of its keys.
    event.stopPropagation();
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  return (
    <dialog
      ref={dialog}
      className="lightbox"
      aria-label={label}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onWheel={onWheel}
    >
      {children}
    </dialog>
  );
}
