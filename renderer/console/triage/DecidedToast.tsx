import { useEffect, useState } from 'react';
import { useLanguage, useTexts } from '../../chat/language';
import { useOwnDocument } from '../../chat/own_document';
import { useChat, useConsole, useDesk } from '../context';
import { Keys } from '../IconButton';
import { isTyped, paintedKeys, takesText } from '../keys/combo';
import { clientName } from '../inbox/client';
import { undoDecided } from './decide';
import { snoozeText } from './snooze_text';
import { triageTexts } from './triage_texts';
import './triage.css';

/** For so long a decision can be undone from here; it waits while somebody points at it or has it in focus. */
const SHOWN_MS = 8_000;

/** What was decided last, and the way back; in a chat's own window only what was decided about that chat. */
export function DecidedToast({ of }: { of?: number }) {
  const t = useTexts(triageTexts);
  const language = useLanguage();
  const value = useConsole();
  const { desk } = value;
  const decided = useDesk((state) => (of === undefined || state.decided?.room === of ? state.decided : null));
  const room = useChat((state) => (decided === null ? undefined : state.rooms.get(decided.room)?.room));
  const [isHeld, setIsHeld] = useState(false);
  const own = useOwnDocument();

  useEffect(() => {
    if (!decided || isHeld) return;
    const timer = setTimeout(() => desk.setState({ decided: null }), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [desk, decided, isHeld]);

  const { decision } = decided ?? {};
  const combos = value.keys.getState().bindings.get('undo_decided') ?? [];
  // Of its keys the one that works where the focus is.
  const combo = takesText(own.activeElement) ? combos.find((one) => !isTyped(one)) : combos[0];
  const keys = combo === undefined ? [] : paintedKeys(combo, value.is_mac);
  const what = decision && (decision.action === 'snooze' ? t('decided_snooze', { time: snoozeText(decision.until, new Date(), language) }) : t(`decided_${decision.action}`));
  return (
    <div className="decided-place" role="status">
      {/* What has woken the room cannot be undone any more, and is not said to be as it was decided. */}
      {decided && room && room.last_seq <= decided.seq && (
        <div
          className="decided"
          onPointerEnter={() => setIsHeld(true)}
          onPointerLeave={() => setIsHeld(false)}
          onFocus={() => setIsHeld(true)}
          onBlur={() => setIsHeld(false)}
        >
          <span className="decided-text">
            <bdi className="decided-name">{clientName(room)}</bdi>
            <span>
              #{room.order}: {what}
            </span>
          </span>
          <button
            type="button"
            className="decided-undo"
            onClick={() => {
              setIsHeld(false);
              void undoDecided(value);
            }}
          >
            {t('undo')} <Keys keys={keys} />
          </button>
        </div>
      )}
    </div>
  );
}
