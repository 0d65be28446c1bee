import type { Dialog } from 'electron';
import type { Place } from './link';
import type { Texts } from './texts';

export type QuestionsParts = {
  dialog: Pick<Dialog, 'showMessageBox'>;
  texts(): Texts;
  /** What the accounts are called; '' where nobody has signed in. */
  names(): ReadonlyMap<number, string>;
};

/** What the program asks its user. */
export type Questions = {
  isSureToRemove(account: number): Promise<boolean>;
  /** Which of these accounts a link means; null: none. */
  chooseAccount(among: readonly number[], place: Place): Promise<number | null>;
};

/** Asks in the system's own boxes: no page need be there. */
export function createQuestions({ dialog, texts, names: namesOf }: QuestionsParts): Questions {
  return {
    async isSureToRemove(id) {
      const { removeQuestion, remove: yes, cancel, newAccount } = texts();
      const message = removeQuestion(namesOf().get(id) || newAccount);
      const { response } = await dialog.showMessageBox({ type: 'warning', message, buttons: [yes, cancel], defaultId: 1, cancelId: 1, noLink: true });
      return response === 0;
    },
    async chooseAccount(among, place) {
      const { whichAccount, order, room, newAccount, cancel } = texts();
      const names = namesOf();
      const buttons = [...among.map((id) => names.get(id) || newAccount), cancel];
      const { response } = await dialog.showMessageBox({ type: 'question', message: whichAccount('order' in place ? order(place.order) : room(place.room)), buttons, defaultId: 0, cancelId: buttons.length - 1, noLink: true });
      return among[response] ?? null;
    },
  };
}
