import { Tooltip } from 'antd';
import type { MouseEvent, ReactNode, Ref } from 'react';
import { useConsole } from './context';
import { shortcutKeys } from './shortcuts';
import type { ShortcutId } from './shortcuts';

export type IconButtonProps = {
  /** What it does: the tooltip, and the name for those who do not see the drawing. */
  name: string;
  onClick?: (event: MouseEvent<HTMLButtonElement>) => void;
  children: ReactNode;
  shortcut?: ShortcutId;
  is_pressed?: boolean;
  className?: string;
  tabIndex?: number;
  ref?: Ref<HTMLButtonElement>;
};

/** A small button with a drawing, a name and, where there is one, its key combination. */
export function IconButton({ name, onClick, children, shortcut, is_pressed, className = '', tabIndex, ref }: IconButtonProps) {
  const keys = useConsole().is_mac;
  const hint = shortcut ? (
    <span className="hint">
      {name} <Keys keys={shortcutKeys(shortcut, keys)} />
    </span>
  ) : (
    name
  );
  return (
    <Tooltip title={hint} mouseEnterDelay={0.4} placement="bottom" destroyOnHidden>
      <button
        type="button"
        ref={ref}
        className={`icon-button ${is_pressed ? 'is-pressed' : ''} ${className}`}
        aria-label={name}
        aria-pressed={is_pressed}
        tabIndex={tabIndex}
        onClick={onClick}
      >
        {children}
      </button>
    </Tooltip>
  );
}

/** Keys as they are painted on the keyboard. */
export function Keys({ keys }: { keys: readonly string[] }) {
  return (
    <span className="keys">
      {keys.map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}
