import { useEffect, useId, useImperativeHandle, useLayoutEffect, useRef, useState, type KeyboardEvent, type Ref } from 'react';
import type { Message } from '../../protocol/entities';
import { MESSAGE_TEXT_MAX } from '../../protocol/limits';
import { chatTexts } from './chat_texts';
import { cleanText } from './clean_text';
import { useDraft } from './draft';
import { Icon } from './Icon';
import { useTexts } from './language';

/** The counter shows itself when this few characters are left. */
const COUNTER_FROM = 500;

export type ComposerHandle = {
  focus(): void;
  /** Adds text behind what stands there. */
  insert(text: string): void;
};

export type ComposerProps = {
  user: number;
  room: number;
  /** Takes the focus whenever this becomes true. */
  is_active?: boolean;
  /** Why nothing can be written. */
  disabled_reason?: string | null;
  /** The own message that is being changed; the draft waits behind it. */
  editing: Message | null;
  /** Resolves when the text is kept in the outbox: only then does it leave the composer. */
  onPost(text: string): Promise<void>;
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
  const { user, room, editing, is_active = false, disabled_reason = null } = props;
  const [draft, setDraft] = useDraft(user, room);
  const [edited, setEdited] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const isSending = useRef(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const noteId = useId();

  const text = editing ? edited : draft;
  const latest = useRef(text);
  latest.current = text;
  const over = text.length - MESSAGE_TEXT_MAX;
  const canSend = disabled_reason === null && over <= 0 && text.trim() !== '';

  useEffect(() => {
    setProblem(null);
    if (!editing) return;
    setEdited(editing.message);
    field.current?.focus();
  }, [editing]);

  useEffect(() => {
    if (is_active) field.current?.focus({ preventScroll: true });
  }, [is_active]);

  useLayoutEffect(() => fitHeight(field.current), [text]);
  useEffect(() => {
    const box = field.current;
    if (!box) return;
    // Another width breaks the lines elsewhere.
    const sizes = new ResizeObserver(() => fitHeight(box));
    sizes.observe(box);
    return () => sizes.disconnect();
  }, []);

  const setText = editing ? setEdited : setDraft;
  useImperativeHandle(
    props.ref,
    () => ({
      focus: () => field.current?.focus(),
      insert: (more) => setDraft(draft.trim() === '' ? more : `${draft}\n${more}`),
    }),
    [draft, setDraft],
  );

  const send = async () => {
    const written = text;
    if (!canSend || isSending.current) return;
    isSending.current = true;
    setProblem(null);
    try {
      if (editing) {
        await props.onEdit(editing, cleanText(written));
        props.onCancelEdit();
      } else {
        await props.onPost(cleanText(written));
        // What was typed while the outbox was writing stays.
        setDraft(latest.current.startsWith(written) ? latest.current.slice(written.length) : latest.current);
      }
    } catch (error) {
      setProblem(editing && error instanceof Error ? error.message : t('not_kept'));
    } finally {
      isSending.current = false;
    }
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // An Enter that ends the choice of a character in an input method is not ours (Safari says so by code 229 only).
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      void send();
    } else if (event.key === 'Escape' && editing) {
      event.preventDefault();
      event.stopPropagation();
      props.onCancelEdit();
    } else if (event.key === 'ArrowUp' && text === '' && !editing && !event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      props.onEditLast();
    }
  };

  const note = disabled_reason ?? problem ?? (over > 0 ? t('too_long', { count: over }) : null);
  const left = MESSAGE_TEXT_MAX - text.length;

  return (
    <form
      className={`composer ${over > 0 ? 'is-over' : ''}`}
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
      <div className="composer-line">
        <textarea
          ref={field}
          className="composer-field"
          rows={1}
          dir="auto"
          value={text}
          placeholder={t('type_message')}
          aria-label={t('type_message')}
          aria-describedby={note ? noteId : undefined}
          aria-invalid={over > 0 || undefined}
          disabled={disabled_reason !== null}
          enterKeyHint="send"
          spellCheck
          autoComplete="off"
          onChange={(event) => {
            setText(event.target.value);
            if (!editing && event.target.value.trim() !== '') props.onTyping();
          }}
          onKeyDown={onKeyDown}
        />
        <button
          type="submit"
          className="composer-send"
          aria-label={editing ? t('save') : t('send')}
          title={editing ? t('save') : t('send')}
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

/** Makes the field as high as its text; the stylesheet sets the most. */
function fitHeight(box: HTMLTextAreaElement | null): void {
  if (!box) return;
  box.style.height = 'auto';
  // In a hidden pane everything measures nothing.
  if (box.scrollHeight > 0) box.style.height = `${box.scrollHeight}px`;
}
