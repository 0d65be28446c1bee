import type { Console } from '../context';
import { defineActions } from '../keys/action';
import { updateHint } from './update_hint';

const mayGoOn = ({ host }: Console) => {
  const update = host.shell?.state.getState().update;
  return update !== undefined && (updateHint(update, null)?.button ?? null) !== null;
};

/** What only the desktop can do. */
export const shellActions = defineActions([
  { id: 'update', group: 'app', title: { ru: 'Обновить программу', en: 'Update the program' }, words: 'версия обновление установить version install restart', keys: [], when: mayGoOn, run: ({ host }) => host.shell?.goOnWithUpdate() },
]);
