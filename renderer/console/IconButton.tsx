import { Tooltip } from 'antd';
import type { MouseEvent, ReactNode, Ref } from 'react';
import { useOwnDocument } from '../chat/own_document';
import type { ActionId } from './actions';
import { useKeysOf } from './keys/use_action_keys';

export type IconButtonProps = {
  /** What it does: the tooltip, and the name for those who do not see the drawing. */
  name: string;
  onClick?: (event: MouseEvent<HTMLButtonElement>) => void;
  children: ReactNode;
  /** The action that does the same by key. */
  action?: ActionId;
  is_pressed?: boolean;
  is_disabled?: boolean;
  className?: string;
  tabIndex?: number;
  ref?: Ref<HTMLButtonElement>;
};

/** A small button with a drawing, a name and, where there is one, its key combination. */
export function IconButton({ name, onClick, children, action, is_pressed, is_disabled, className = '', tabIndex, ref }: IconButtonProps) {
  const hint = action ? (
    <span className="hint">
      {name} <ActionKeys id={action} />
    </span>
  ) : (
    name
  );
  // antd tells elements of another window apart from those of the page, and shows nothing there.
  const isElsewhere = useOwnDocument() !== document;
  return (
    <Tooltip title={isElsewhere ? null : hint} mouseEnterDelay={0.4} placement="bottom" destroyOnHidden>
      <button
        type="button"
        ref={ref}
        className={`icon-button ${is_pressed ? 'is-pressed' : ''} ${className}`}
        aria-label={name}
        title={isElsewhere ? name : undefined}
        aria-pressed={is_pressed}
        disabled={is_disabled}
        tabIndex={tabIndex}
        onClick={onClick}
      >
        {children}
      </button>
    </Tooltip>
  );
}

/** The keys that an action has now; nothing where it has none. */
export function ActionKeys({ id }: { id: ActionId }) {
  const keys = useKeysOf(id);
  return keys.length > 0 && <Keys keys={keys} />;
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
