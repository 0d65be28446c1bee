import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { Button } from 'antd';
import { PencilIcon, PlusIcon, TrashIcon } from '../icons';
import './kept_list.css';

export type KeptListProps<T extends { id: number }> = {
  items: readonly T[];
  /** What is said while there is none. */
  none: string;
  /** Which one stands as a form; `new`: one that is not in the list yet. */
  editing: number | 'new' | null;
  form: ReactNode;
  linesOf: (item: T) => ReactNode;
  isEditable?: (item: T) => boolean;
  names: { edit: (item: T) => string; remove: (item: T) => string; add: string; undo: string };
  /** What was taken away last, in words, as long as it can be brought back. */
  removed: string | null;
  problem: string | null;
  onEdit: (item: T) => void;
  onRemove: (item: T) => void;
  onAdd: () => void;
  onUndo: () => void;
  /** Where the list is a page of its own: what is said above it, beside the button for a new one. */
  head?: ReactNode;
  /** What the page has to say besides, and its other buttons. */
  said?: ReactNode;
  buttons?: ReactNode;
};

/** Things that are kept in a list and edited in their place, with a way back from deleting. The focus stays with what is being worked on. */
export function KeptList<T extends { id: number }>(props: KeptListProps<T>) {
  const { items, editing, names, removed } = props;
  const place = useRef<HTMLDivElement>(null);
  const before = useRef({ editing, removed });
  useEffect(() => {
    const was = before.current;
    before.current = { editing, removed };
    const wanted = (selector: string) => place.current?.querySelector<HTMLElement>(selector);
    // The row with its buttons is gone: the way back is next, and after it the list.
    if (removed !== null && was.removed !== removed) wanted('[data-undo]')?.focus();
    else if (removed === null && was.removed !== null) wanted('[data-add]')?.focus();
    else if (editing === null && was.editing !== null) (wanted(`[data-edit="${was.editing}"]`) ?? wanted('[data-add]'))?.focus();
  }, [editing, removed]);
  const isPage = props.head !== undefined;
  const add = (
    <Button {...(isPage ? { type: 'primary', className: 'admin-bar-end', icon: <PlusIcon size={14} /> } : { size: 'small' })} data-add="" onClick={props.onAdd} disabled={editing === 'new'}>
      {names.add}
    </Button>
  );
  return (
    <div ref={place}>
      {isPage && (
        <div className="admin-bar">
          {props.head}
          {add}
        </div>
      )}
      {isPage && editing === 'new' && props.form}
      {items.length === 0 && editing === null && <p className="soft">{props.none}</p>}
      <ul className="kept-list">
        {items.map((item) =>
          item.id === editing ? (
            <li key={item.id}>{props.form}</li>
          ) : (
            <li key={item.id} className="kept-row">
              <span className="kept-lines">{props.linesOf(item)}</span>
              {(props.isEditable?.(item) ?? true) && (
                <>
                  <button type="button" className="icon-button" data-edit={item.id} aria-label={names.edit(item)} title={names.edit(item)} onClick={() => props.onEdit(item)}>
                    <PencilIcon />
                  </button>
                  <button type="button" className="icon-button" aria-label={names.remove(item)} title={names.remove(item)} onClick={() => props.onRemove(item)}>
                    <TrashIcon />
                  </button>
                </>
              )}
            </li>
          ),
        )}
      </ul>
      {removed !== null && (
        <p className="settings-note" role="status">
          {removed}
          <Button size="small" data-undo="" onClick={props.onUndo}>
            {names.undo}
          </Button>
        </p>
      )}
      {props.problem !== null && (
        <p className="settings-note" role="alert">
          {props.problem}
        </p>
      )}
      {props.said}
      {!isPage && (
        <>
          {editing === 'new' && props.form}
          <div className="kept-foot">
            {add}
            {props.buttons}
          </div>
        </>
      )}
    </div>
  );
}
