import { Button } from 'antd';
import { useId, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import { useLanguage, useTexts } from '../../chat/language';
import { useConsole } from '../context';
import { Keys } from '../IconButton';
import type { Action } from '../keys/action';
import { holderOf } from '../keys/bindings';
import { comboText, isTyped, paintedKeys, pressedCombo } from '../keys/combo';
import type { Combo } from '../keys/combo';
import { keyTexts } from '../keys/key_texts';
import { refusalOf } from '../keys/reserved';
import type { Refusal } from '../keys/reserved';

/** What became of the last key: refused, held by another action, taken. */
type Outcome = { kind: 'refused'; combo: Combo; reason: Refusal } | { kind: 'held'; combo: Combo; holder: Action } | { kind: 'typed' } | null;

/** One action with its keys; a click records another one. */
export function KeyRow({ action }: { action: Action }) {
  const t = useTexts(keyTexts);
  const language = useLanguage();
  const noteId = useId();
  const { actions, keys, is_mac } = useConsole();
  const combos = useStore(keys, (state) => state.bindings.get(action.id) ?? none);
  const isOwn = useStore(keys, (state) => action.id in state.own);
  const [isRecording, setIsRecording] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>(null);
  const button = useRef<HTMLButtonElement>(null);
  const title = action.title[language];

  const done = (next: Outcome) => {
    setIsRecording(false);
    setOutcome(next);
    button.current?.focus();
  };
  const record = (combo: Combo) => {
    const reason = refusalOf(combo, is_mac);
    if (reason !== null) return setOutcome({ kind: 'refused', combo, reason });
    const holder = actions.find(({ id }) => id === holderOf(keys.getState().bindings, combo));
    if (holder && holder.id !== action.id) return setOutcome({ kind: 'held', combo, holder });
    keys.bind(action.id, [combo]);
    done(isTyped(combo) ? { kind: 'typed' } : null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isRecording || event.nativeEvent.isComposing) return;
    // The way on for those who have only a keyboard.
    if (event.key === 'Tab' && !event.ctrlKey && !event.altKey && !event.metaKey) return done(null);
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return done(null);
    if (event.key === 'Backspace' || event.key === 'Delete') {
      keys.bind(action.id, []);
      return done(null);
    }
    const combo = pressedCombo(event.nativeEvent, is_mac);
    if (combo !== null && !event.repeat) record(combo);
  };
  const swap = (combo: Combo) => {
    keys.swap(action.id, combo);
    done(isTyped(combo) ? { kind: 'typed' } : null);
  };

  const note = outcome?.kind === 'refused' ? t(`refused_${outcome.reason}`, { keys: comboText(outcome.combo, is_mac) }) : outcome?.kind === 'held' ? t('held', { keys: comboText(outcome.combo, is_mac), title: outcome.holder.title[language] }) : isRecording ? t('record') : outcome?.kind === 'typed' ? t('typed') : '';
  return (
    <li className="key-change">
      <span className="key-change-name">{title}</span>
      <span className="key-change-keys">
        {isOwn && (
          <Button size="small" type="text" aria-label={t('reset_name', { title })} onClick={() => (keys.reset(action.id), setOutcome(null))}>
            {t('reset')}
          </Button>
        )}
        <button
          ref={button}
          type="button"
          className={`key-record ${isRecording ? 'is-recording' : ''}`}
          aria-describedby={note === '' ? undefined : noteId}
          aria-pressed={isRecording}
          onClick={() => {
            setOutcome(null);
            setIsRecording(!isRecording);
          }}
          onKeyDown={onKeyDown}
          onBlur={(event) => !event.currentTarget.closest('li')?.contains(event.relatedTarget) && setIsRecording(false)}
        >
          <span className="visually-hidden">{t('key_of', { title })} </span>
          {isRecording ? t('recording') : combos.length > 0 ? combos.map((combo) => <Keys key={combo} keys={paintedKeys(combo, is_mac)} />) : t('none')}
        </button>
      </span>
      <span id={noteId} role="status" className={`key-change-note ${outcome?.kind === 'refused' || outcome?.kind === 'held' ? 'is-problem' : ''}`}>
        {note}
        {outcome?.kind === 'held' && (
          <Button size="small" onClick={() => swap(outcome.combo)}>
            {t('swap')}
          </Button>
        )}
      </span>
    </li>
  );
}

const none: readonly Combo[] = [];
