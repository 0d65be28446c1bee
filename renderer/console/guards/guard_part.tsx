import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { UsePart } from '../../chat/composer_part';
import { isElement, isInput, isNode, isTextArea } from '../../chat/elements';
import { Icon } from '../../chat/Icon';
import { useTexts } from '../../chat/language';
import { useOwnDocument } from '../../chat/own_document';
import { useConsole } from '../context';
import { useKeysOf } from '../keys/use_action_keys';
import { takenFrom } from './arrivals';
import { clueIn } from './clue_in';
import { foreignOrigin, holdsPiece, remember, type Copied } from './copied';
import { carryHeld } from './guard_actions';
import { guardTexts } from './guard_texts';
import { heldIn, setHeld, watchHeld, type Reason } from './held';
import './guards.css';

/** The wrong-room guard: what may be meant for another room waits for a second key, and can be taken there by one. */
export const useGuardPart: UsePart = ({ sync, room, mode, is_editing }) => {
  const t = useTexts(guardTexts);
  const value = useConsole();
  const carryKeys = useKeysOf('carry_held');
  const held = useSyncExternalStore(watchHeld, () => heldIn(room.id));
  const view = useOwnDocument();
  const pasted = useRef<Copied[]>([]);

  useEffect(() => {
    const isHere = (event: Event) => isNode(event.target) && (isElement(event.target) ? event.target : event.target.parentElement)?.closest<HTMLElement>('[data-room]')?.dataset.room === String(room.id);
    const onCopy = (event: ClipboardEvent) => isHere(event) && remember(selectedText(event.target), room.id, room.order);
    const take = (event: Event, data: DataTransfer | null) => {
      const origin = isHere(event) ? foreignOrigin(data?.getData('text/plain') ?? '', room.id) : null;
      if (origin) pasted.current = [...pasted.current.slice(-9), origin];
    };
    const onPaste = (event: ClipboardEvent) => take(event, event.clipboardData);
    // A text that is dragged from one chat into the field of another is copied as well.
    const onDrag = (event: DragEvent) => isHere(event) && remember(event.dataTransfer?.getData('text/plain') ?? '', room.id, room.order);
    const onDrop = (event: DragEvent) => take(event, event.dataTransfer);
    const onInput = (event: Event) => isHere(event) && setHeld(room.id, null);
    view.addEventListener('copy', onCopy, true);
    view.addEventListener('cut', onCopy, true);
    view.addEventListener('paste', onPaste, true);
    view.addEventListener('dragstart', onDrag, true);
    view.addEventListener('drop', onDrop, true);
    view.addEventListener('input', onInput, true);
    return () => {
      view.removeEventListener('copy', onCopy, true);
      view.removeEventListener('cut', onCopy, true);
      view.removeEventListener('paste', onPaste, true);
      view.removeEventListener('dragstart', onDrag, true);
      view.removeEventListener('drop', onDrop, true);
      view.removeEventListener('input', onInput, true);
      setHeld(room.id, null);
    };
  }, [room.id, room.order, view]);

  const orderOf = (id: number) => sync.store.getState().rooms.get(id)?.room.order ?? 0;
  const reasonFor = (text: string): Reason | null => {
    const from = takenFrom(room.id, text);
    if (from !== null && orderOf(from) !== 0) return { kind: 'moved', named: '', room: from, order: orderOf(from) };
    const piece = pasted.current.find((one) => holdsPiece(text, one));
    if (piece) return { kind: 'pasted', named: '', room: piece.room, order: piece.order };
    return clueIn(sync.store.getState(), room.id, text);
  };
  const isOn = mode === 'message' && !is_editing;
  const hold = (text: string, find: (text: string) => Reason | null, isEdit: boolean): string | null => {
    if (heldIn(room.id)?.text === text) return null;
    const reason = find(text);
    setHeld(room.id, reason && { text, reason, is_edit: isEdit });
    return reason && '';
  };
  // What was being changed is not what will be sent.
  useEffect(() => setHeld(room.id, null), [room.id, is_editing]);
  const bar = held && (
    <div className="guard" role="alert">
      <Icon name="warning" />
      <p className="guard-text">
        <strong>{t('title')}</strong> <bdi>{t(held.reason.kind, { named: held.reason.named, order: held.reason.order, here: room.order })}</bdi>
        <span className="guard-hint">{t(is_editing ? 'keys_edit' : 'keys')}</span>
      </p>
      {!is_editing && (
        <button type="button" className="guard-carry" onClick={() => carryHeld(value, room.id)}>
          {t('carry', { order: held.reason.order })}
          {carryKeys.length > 0 && <kbd>{carryKeys.join('+')}</kbd>}
        </button>
      )}
    </div>
  );
  return {
    above: isOn && bar,
    aboveEdit: bar,
    holds: (text) => (isOn ? hold(text, reasonFor, false) : null),
    holdsEdit: (text) => hold(text, (written) => clueIn(sync.store.getState(), room.id, written), true),
    onSent() {
      pasted.current = [];
      setHeld(room.id, null);
    },
    onEscape() {
      const isHeld = heldIn(room.id) !== null;
      setHeld(room.id, null);
      return isHeld;
    },
  };
};

/** What is selected where a copy was asked for: in a field, or on the page. */
function selectedText(target: EventTarget | null): string {
  if (isTextArea(target) || isInput(target)) return target.value.slice(target.selectionStart ?? 0, target.selectionEnd ?? 0);
  return (isNode(target) ? target.ownerDocument : document)?.getSelection()?.toString() ?? '';
}
