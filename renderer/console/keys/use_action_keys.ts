import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useLanguage } from '../../chat/language';
import { useConsole } from '../context';
import type { Console } from '../context';
import type { ActionId } from '../actions';
import type { Action } from './action';
import { holderOf } from './bindings';
import { isTyped, paintedKeys, pressedCombo, takesText } from './combo';
import type { KeyPress } from './combo';

/** The action that a key press means here and now, or null. */
export function actionFor(press: KeyPress, value: Pick<Console, 'actions' | 'keys' | 'is_mac'>, inText: boolean): Action | null {
  const combo = pressedCombo(press, value.is_mac);
  if (combo === null || (inText && isTyped(combo))) return null;
  const id = holderOf(value.keys.getState().bindings, combo);
  return value.actions.find((action) => action.id === id) ?? null;
}

/** Listens to the keyboard. While a dialog is open only its own keys count. */
export function useActionKeys(): void {
  const value = useConsole();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
      const action = actionFor(event, value, takesText(event.target));
      if (!action || action.when?.(value) === false) return;
      // List and panes are not there; what would be done in them could not be seen.
      if (value.desk.getState().section !== null && action.group !== 'app' && action.id !== 'palette') return;
      event.preventDefault();
      if (!event.repeat || action.is_repeated) action.run(value);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [value]);
}

/** The first combination of an action as it is painted; empty where it has none. */
export function useKeysOf(id: ActionId): readonly string[] {
  const { keys, is_mac } = useConsole();
  const combo = useStore(keys, (state) => state.bindings.get(id)?.[0]);
  return combo === undefined ? [] : paintedKeys(combo, is_mac);
}

/** What an action is called in the interface's language. */
export function useTitleOf(id: ActionId): string {
  const language = useLanguage();
  return useConsole().actions.find((action) => action.id === id)?.title[language] ?? '';
}
