import { useRef } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { UsePart } from '../../chat/composer_part';
import { useLanguage, useTexts } from '../../chat/language';
import { useConsole } from '../context';
import { useNow } from '../hooks';
import { BoltIcon, CloseIcon } from '../icons';
import { armed, disarm } from './armed';
import { afterSending, beforeSending, carryOut, type Before } from './carry_out';
import { inOrder, stepText, worldOf } from './steps';
import { macroTexts } from './macro_texts';
import './macros.css';

/** The macro that stands ready: what it will do, in words, before it is done; and doing it once the text is stored. */
export const useMacroPart: UsePart = ({ sync, room, mode, is_editing, composer }) => {
  const t = useTexts(macroTexts);
  const language = useLanguage();
  const value = useConsole();
  const now = useNow();
  const reply = useStore(armed, (known) => known.get(room.id));
  const world = useStore(sync.store, useShallow(worldOf));
  const before = useRef<Before | null>(null);
  const isOn = mode === 'message' && !is_editing;
  const run = () => {
    if (!reply) return;
    disarm(room.id);
    composer.focus();
    void carryOut(value, room.id, reply);
  };
  const steps = inOrder(reply?.actions ?? []).map((action) => stepText(action, world, language, now));
  const isAtOnce = reply?.message === '';
  return {
    above: isOn && reply && (
      <div className="macro-ready" role="status">
        <BoltIcon size={14} />
        <p className="macro-steps">
          <strong>
            <bdi>{reply.title}</bdi>
          </strong>{' '}
          {t(isAtOnce ? 'at_once' : 'after_sending', { steps: steps.join(', ') })}
        </p>
        {isAtOnce && (
          <button type="button" className="macro-run" ref={(button) => button?.focus()} onClick={run}>
            {t('run')}
          </button>
        )}
        <button
          type="button"
          className="icon-button"
          aria-label={t('drop')}
          title={t('drop')}
          onClick={() => {
            disarm(room.id);
            composer.focus();
          }}
        >
          <CloseIcon size={14} />
        </button>
      </div>
    ),
    options() {
      before.current = beforeSending(sync.store.getState(), room.id);
      return {};
    },
    onSent() {
      if (!isOn || !reply || isAtOnce || before.current === null) return;
      disarm(room.id);
      afterSending(value, room.id, reply, before.current);
    },
    onEscape() {
      if (!isOn || !reply) return false;
      disarm(room.id);
      return true;
    },
  };
};
