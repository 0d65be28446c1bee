import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { isSameQuestion, openAt, type CompletionItem, type CompletionSource, type OpenCompletion } from './completion';

export type Completing = {
  /** What the field tells of the open list. */
  aria: { 'aria-autocomplete'?: 'list'; 'aria-controls'?: string; 'aria-activedescendant'?: string };
  /** To be called first at each key of the field; true when the key was for the list. */
  onKeyDown(event: KeyboardEvent): boolean;
  popup: CompletionsProps | null;
};

type Found = { place: OpenCompletion; items: readonly CompletionItem[] };

/** The list over the field: opened by what stands before the caret, walked with arrows, chosen by Enter or Tab, closed by Escape. `caret` is null while the field has no focus. */
export function useCompletions(
  text: string,
  caret: number | null,
  sources: readonly CompletionSource[],
  onChoose: (place: OpenCompletion, item: CompletionItem) => void,
): Completing {
  const id = useId();
  const [found, setFound] = useState<Found | null>(null);
  const [active, setActive] = useState(0);
  const [closed, setClosed] = useState<string | null>(null);

  const place = caret === null || sources.length === 0 ? null : openAt(text, caret, sources);
  const word = place && `${place.source.key} ${place.from}`;
  const isOpen = place !== null && closed !== word && found !== null && isSameQuestion(found.place, place) && found.items.length > 0;

  useEffect(() => {
    if (word === null) setClosed(null);
  }, [word]);

  const latest = useRef(place);
  latest.current = place;
  const question = word && `${word} ${place.query}`;
  useEffect(() => {
    const asked = latest.current;
    setActive(0);
    if (question === null || !asked) return setFound(null);
    let isOver = false;
    const take = (items: readonly CompletionItem[]) => {
      if (!isOver) setFound({ place: asked, items });
    };
    const answer = asked.source.find(asked.query);
    if (answer instanceof Promise) answer.then(take, () => take([]));
    else take(answer);
    return () => {
      isOver = true;
    };
  }, [question]);

  const choose = (item: CompletionItem) => {
    if (!place) return;
    setFound(null);
    onChoose(place, item);
  };
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (!isOpen || event.ctrlKey || event.metaKey || event.altKey) return false;
    const count = found.items.length;
    if (event.key === 'ArrowDown') setActive((active + 1) % count);
    else if (event.key === 'ArrowUp') setActive((active + count - 1) % count);
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) choose(found.items[Math.min(active, count - 1)] as CompletionItem);
    else if (event.key === 'Escape') {
      // Elsewhere Escape closes more than this list.
      event.stopPropagation();
      setClosed(word);
    } else return false;
    event.preventDefault();
    return true;
  };

  if (!isOpen) return { aria: sources.length > 0 ? { 'aria-autocomplete': 'list' } : {}, onKeyDown, popup: null };
  return {
    aria: { 'aria-autocomplete': 'list', 'aria-controls': id, 'aria-activedescendant': `${id}-${active}` },
    onKeyDown,
    popup: { id, label: found.place.source.label, items: found.items, active, onActive: setActive, onChoose: choose },
  };
}

export type CompletionsProps = {
  id: string;
  label: string;
  items: readonly CompletionItem[];
  active: number;
  onActive(index: number): void;
  onChoose(item: CompletionItem): void;
};

/** The open list itself. */
export function Completions({ id, label, items, active, onActive, onChoose }: CompletionsProps) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active, items]);
  return (
    <ul ref={list} id={id} className="completions" role="listbox" aria-label={label}>
      {items.map((item, index) => (
        <li
          key={item.key}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          className="completion"
          // The field keeps the focus.
          onPointerDown={(event) => event.preventDefault()}
          onPointerMove={() => {
            if (index !== active) onActive(index);
          }}
          onClick={() => onChoose(item)}
        >
          {item.node}
        </li>
      ))}
    </ul>
  );
}
