import { Fragment, useEffect, useId, useImperativeHandle, useLayoutEffect, useRef, useState, type ClipboardEvent, type KeyboardEvent, type Ref } from 'react';
import type { Message } from '../../protocol/entities';
import { MESSAGE_TEXT_MAX } from '../../protocol/limits';
import { readAside, saveAside } from '../sync/asides';
import { chatTexts } from './chat_texts';
import { cleanText } from './clean_text';
import type { CompletionItem, OpenCompletion } from './completion';
import { Completions, useCompletions } from './Completions';
import type { ComposerHandle, Deliver, Part } from './composer_part';
import { useDraft } from './draft';
import { Icon } from './Icon';
import { useTexts } from './language';

/** The counter shows itself when this few characters are left. */
const COUNTER_FROM = 500;

export type ComposerProps = {
  user: number;
  room: number;
  /** Origin of the server, '' for the page's own: drafts are kept for one server. */
  server: string;
  /** Takes the focus whenever this becomes true. */
  is_active?: boolean;
  /** Why nothing can be written. */
  disabled_reason?: string | null;
  /** The own message that is being changed; the draft waits behind it. */
  editing: Message | null;
  /** What others add around and to the field; composer_part.ts explains. */
  parts?: readonly Part[];
  /** `message`, or the key of one of the parts' modes. */
  mode?: string;
  onMode?(mode: string): void;
  /** Resolves when the text is kept in the outbox: only then does it leave the composer. */
  onPost: Deliver;
  /** Resolves when the change is stored; rejects with an `Error` whose message is for people. */
  onEdit(message: Message, text: string): Promise<void>;
  onCancelEdit(): void;
  /** Arrow up in an empty composer. */
  onEditLast(): void;
  /** At each key. */
  onTyping(): void;
  ref?: Ref<ComposerHandle>;
};

/** Where messages are written. Enter sends, Shift+Enter breaks the line, Escape leaves an edit. */
export function Composer(props: ComposerProps) {
  const t = useTexts(chatTexts);
  const { user, room, editing, is_active = false, disabled_reason = null, parts = none } = props;
  const [draft, setDraft] = useDraft(user, room, props.server);
  const [edited, setEdited] = useState('');
  const [modeTexts, setModeTexts] = useState<Readonly<Record<string, string>>>({});
  const [caret, setCaret] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  /** The text that is just being kept. */
  const keeping = useRef<string | null>(null);
  /** Enter was pressed over another text meanwhile. */
  const isNextWanted = useRef(false);
  const [turn, setTurn] = useState(0);
  const field = useRef<HTMLTextAreaElement>(null);
  const caretAfter = useRef<number | null>(null);
  const noteId = useId();

  const modes = parts.flatMap((part) => part.modes ?? none);
  const mode = modes.find((one) => one.key === props.mode);
  /** What stands in the field, and what waits behind it: each of them is written for itself. */
  const kept = Object.fromEntries(modes.map(({ key }) => [key, modeTexts[key] ?? readAside(user, room, props.server, key)]));
  const texts: Readonly<Record<string, string>> = { ...kept, [EDIT]: edited, [MESSAGE]: draft };
  const shownText = editing ? EDIT : (mode?.key ?? MESSAGE);
  const text = texts[shownText] ?? '';
  const latest = useRef(texts);
  latest.current = texts;
  const now = (which = shownText) => latest.current[which] ?? '';
  const over = text.length - MESSAGE_TEXT_MAX;
  const hasContent = text.trim() !== '' || (editing ? editing.attachments.length > 0 : parts.some((part) => part.has_content));
  const canSend = disabled_reason === null && over <= 0 && hasContent;

  useEffect(() => {
    setProblem(null);
    if (!editing) return;
    setEdited(editing.message);
    field.current?.focus();
  }, [editing]);
  useEffect(() => setProblem(null), [props.mode]);

  useEffect(() => {
    if (is_active) field.current?.focus({ preventScroll: true });
  }, [is_active]);

  useLayoutEffect(() => {
    fitHeight(field.current);
    if (caretAfter.current === null) return;
    field.current?.setSelectionRange(caretAfter.current, caretAfter.current);
    caretAfter.current = null;
  }, [text]);
  useEffect(() => {
    const box = field.current;
    if (!box) return;
    // Another width breaks the lines elsewhere.
    const sizes = new (box.ownerDocument.defaultView ?? window).ResizeObserver(() => fitHeight(box));
    sizes.observe(box);
    return () => sizes.disconnect();
  }, []);

  const setText = (next: string, which = shownText) => {
    latest.current = { ...latest.current, [which]: next };
    if (which === EDIT) setEdited(next);
    else if (which === MESSAGE) setDraft(next);
    else {
      setModeTexts((before) => ({ ...before, [which]: next }));
      saveAside(user, room, props.server, which, next);
    }
  };
  const put = (from: number, to: number, piece: string) => {
    const box = field.current;
    const view = box?.ownerDocument;
    if (box && view?.activeElement === box && now() === box.value) {
      box.setSelectionRange(from, to);
      // Old, but the only way of writing into a field that the reader can take back with Ctrl+Z.
      if (view.execCommand(piece === '' ? 'delete' : 'insertText', false, piece)) return;
    }
    caretAfter.current = from + piece.length;
    setText(now().slice(0, from) + piece + now().slice(to));
  };

  const choose = (place: OpenCompletion, item: CompletionItem) => {
    put(place.from, place.to, typeof item.insert === 'string' ? item.insert : '');
    if (typeof item.insert !== 'string') item.insert();
    item.onChosen?.();
  };
  const completing = useCompletions(text, caret, parts.flatMap((part) => part.completions ?? none), choose);

  const send = async (deliver?: Deliver, onAccepted?: () => void): Promise<boolean> => {
    const written = text;
    if (!canSend) return false;
    if (keeping.current !== null) {
      isNextWanted.current ||= !deliver && !editing && !mode && written !== keeping.current;
      return false;
    }
    keeping.current = written;
    setProblem(null);
    try {
      const held = parts.map((part) => (editing ? part.holdsEdit : part.holds)?.(written) ?? null).find((reason) => reason !== null);
      if (held !== undefined) {
        setProblem(held || null);
        return false;
      }
      if (editing) {
        onAccepted?.();
        await props.onEdit(editing, cleanText(written));
        props.onCancelEdit();
        return true;
      }
      const options = Object.assign({}, ...parts.map((part) => part.options?.())) as Parameters<Deliver>[1];
      onAccepted?.();
      await (deliver ?? mode?.deliver ?? props.onPost)(cleanText(written), options);
      // What was typed while it was being kept stays, and so does what is written for something else by now.
      const after = now(shownText);
      setText(after.startsWith(written) ? after.slice(written.length) : after, shownText);
      for (const part of parts) part.onSent?.();
      if (isNextWanted.current) setTurn((before) => before + 1);
      return true;
    } catch (error) {
      setProblem((editing || deliver || mode) && error instanceof Error ? error.message : t('not_kept'));
      return false;
    } finally {
      keeping.current = null;
      isNextWanted.current = false;
    }
  };
  const sendNext = useRef<typeof send | null>(null);
  // Only as a message: that was what the field was for.
  sendNext.current = editing || mode ? null : send;
  useEffect(() => {
    if (turn > 0) void sendNext.current?.();
  }, [turn]);

  useImperativeHandle(props.ref, () => ({
    focus: () => field.current?.focus(),
    text: () => now(),
    insert(more) {
      const end = now().length;
      put(field.current?.selectionStart ?? end, field.current?.selectionEnd ?? end, more);
    },
    append: (more) => setText(now(MESSAGE).trim() === '' ? more : `${now(MESSAGE)}\n${more}`, MESSAGE),
    replace: (next) => put(0, now().length, next),
    setMode: (next) => props.onMode?.(next),
    send,
    canSend: () => canSend,
  }));

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // An Enter that ends the choice of a character in an input method is not ours (Safari says so by code 229 only).
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (completing.onKeyDown(event)) return;
    if (event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      // A key that is held down sends once, and confirms nothing.
      if (!event.repeat) void send();
    } else if (event.key === 'Escape' && editing) {
      event.preventDefault();
      event.stopPropagation();
      props.onCancelEdit();
    } else if (event.key === 'Escape' && parts.some((part) => part.onEscape?.())) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === 'ArrowUp' && text === '' && !editing && !event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      props.onEditLast();
    }
  };

  const onPaste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files];
    // Some programs put a picture of the text beside the text.
    if (editing || files.length === 0 || event.clipboardData.types.includes('text/plain')) return;
    const takers = parts.filter((part) => part.onFiles);
    if (takers.length > 0) event.preventDefault();
    for (const taker of takers) taker.onFiles?.(files);
  };

  const note = disabled_reason ?? problem ?? (over > 0 ? t('too_long', { count: over }) : null);
  const left = MESSAGE_TEXT_MAX - text.length;
  const label = editing ? t('type_message') : (mode?.placeholder ?? t('type_message'));
  const sendLabel = editing ? t('save') : (mode?.send ?? t('send'));
  const shown = (place: 'above' | 'aboveEdit' | 'tools' | 'after') => (place === 'aboveEdit') === (editing !== null) && parts.map((part, index) => <Fragment key={index}>{part[place]}</Fragment>);

  return (
    <form
      className={`composer ${over > 0 ? 'is-over' : ''} ${mode && !editing ? `is-${mode.key}` : ''}`}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
        field.current?.focus();
      }}
    >
      {editing && (
        <div className="composer-editing">
          <Icon name="edit" />
          <div className="composer-editing-text">
            <strong>{t('editing')}</strong>
            <bdi dir="auto">{editing.message}</bdi>
          </div>
          <button type="button" className="icon-button" aria-label={t('cancel')} title={t('cancel')} onClick={props.onCancelEdit}>
            <Icon name="close" />
          </button>
        </div>
      )}
      {!editing && modes.length > 0 && (
        <div className="composer-modes" role="group" aria-label={t('write_as')}>
          {[{ key: MESSAGE, label: t('message') }, ...modes].map((one) => (
            <button
              key={one.key}
              type="button"
              className="composer-mode"
              data-action={`mode-${one.key}`}
              aria-pressed={(mode?.key ?? MESSAGE) === one.key}
              onClick={() => {
                props.onMode?.(one.key);
                field.current?.focus();
              }}
            >
              {one.label}
            </button>
          ))}
        </div>
      )}
      {shown(editing ? 'aboveEdit' : 'above')}
      <div className="composer-line">
        {completing.popup && <Completions {...completing.popup} />}
        {shown('tools')}
        <textarea
          ref={field}
          className="composer-field"
          rows={1}
          dir="auto"
          value={text}
          placeholder={label}
          aria-label={label}
          {...completing.aria}
          aria-describedby={note ? noteId : undefined}
          aria-invalid={over > 0 || undefined}
          disabled={disabled_reason !== null}
          enterKeyHint="send"
          spellCheck
          autoComplete="off"
          onChange={(event) => {
            setText(event.target.value);
            setCaret(event.target.selectionStart);
            if (!editing && !mode && event.target.value.trim() !== '') props.onTyping();
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onBlur={() => setCaret(null)}
          onPaste={onPaste}
          onKeyDown={onKeyDown}
        />
        {shown('after')}
        <button
          type="submit"
          className="composer-send"
          aria-label={sendLabel}
          title={sendLabel}
          disabled={!canSend}
          // The field keeps the focus, and the phone its keyboard.
          onPointerDown={(event) => event.preventDefault()}
        >
          <Icon name={editing ? 'check' : 'send'} />
        </button>
      </div>
      {(note || left <= COUNTER_FROM) && (
        <div className={`composer-note ${over > 0 || problem ? 'is-problem' : ''}`} id={noteId} role={note ? 'alert' : undefined}>
          {note ?? t('characters_left', { count: left })}
        </div>
      )}
    </form>
  );
}

const none: readonly never[] = [];
/** Keys of what can be written, beside those of the parts' modes. */
const MESSAGE = 'message';
const EDIT = 'edit';

/** Makes the field as high as its text; the stylesheet sets the most. */
function fitHeight(box: HTMLTextAreaElement | null): void {
  if (!box) return;
  box.style.height = 'auto';
  // In a hidden pane everything measures nothing.
  if (box.scrollHeight > 0) box.style.height = `${box.scrollHeight}px`;
}
