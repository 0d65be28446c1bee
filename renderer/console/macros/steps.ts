import type { Room } from '../../../protocol/entities';
import type { Language } from '../../../protocol/errors';
import type { Label } from '../../../protocol/labels';
import type { ExpertPromise } from '../../../protocol/promises';
import type { MacroAction } from '../../../protocol/replies';
import { cleanName } from '../../chat/names';
import { translator } from '../../chat/texts';
import type { AskedOfMacro } from '../bulk/run';
import { undoOf, wishOf, type Deed } from '../bulk/deeds';
import { snoozeText } from '../triage/snooze_text';
import { macroTexts } from './macro_texts';

/** What macros do: in words beforehand, and as requests to the server. */

const MINUTE_MS = 60_000;
/** What lets go of the room comes last, behind what needs it. */
const ORDER: Record<MacroAction['do'], number> = { label: 0, close_promises: 1, done: 2, waive: 2, snooze: 2, return: 3 };

/** In the order in which it is done. */
export function inOrder(actions: readonly MacroAction[]): readonly MacroAction[] {
  return actions.toSorted((one, two) => ORDER[one.do] - ORDER[two.do]);
}

/** What one of them will do. */
export function stepText(action: MacroAction, labels: readonly Label[], language: Language, now: number): string {
  const t = translator(macroTexts, language);
  switch (action.do) {
    case 'snooze':
      return t('snooze', { time: snoozeText(new Date(now + action.minutes * MINUTE_MS).toISOString(), new Date(now), language) });
    case 'label': {
      const label = labels.find(({ id }) => id === action.label);
      if (!label || label.is_retired) return t('label_gone');
      return t(action.is_on ? 'label_on' : 'label_off', { label: cleanName(label.name) });
    }
    default:
      return t(action.do);
  }
}

/** What is asked of the server; what the room has already is left out. `promises`: those of the room. */
export function askedOf(actions: readonly MacroAction[], room: Room, promises: readonly ExpertPromise[], now: number): readonly AskedOfMacro[] {
  return inOrder(actions).flatMap((action): AskedOfMacro[] => {
    if (action.do === 'close_promises') {
      return promises
        .filter(({ closed_at }) => closed_at === null)
        .map(({ id, due_at }) => ({ room, wish: { request: 'promise:cancel', payload: { id } }, undo: () => ({ request: 'promise:move', payload: { id, due_at } }) }));
    }
    const deed = deedOf(action, now);
    const wish = wishOf(room, deed);
    return wish === null ? [] : [{ room, wish, undo: (result) => undoOf(room, deed, result) }];
  });
}

function deedOf(action: Exclude<MacroAction, { do: 'close_promises' }>, now: number): Deed {
  switch (action.do) {
    case 'label':
      return { kind: 'label', label: action.label, is_on: action.is_on };
    case 'return':
      return { kind: 'return' };
    case 'snooze':
      return { kind: 'triage', decision: { action: 'snooze', until: new Date(now + action.minutes * MINUTE_MS).toISOString() } };
    default:
      return { kind: 'triage', decision: { action: action.do } };
  }
}
