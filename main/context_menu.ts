import type { ContextMenuParams, MenuItemConstructorOptions, WebContents } from 'electron';
import type { Texts } from './texts';

const SUGGESTIONS = 5;

type Params = Pick<ContextMenuParams, 'isEditable' | 'misspelledWord' | 'dictionarySuggestions' | 'selectionText' | 'linkURL' | 'editFlags'>;
type Deeds = { replace(word: string): void; learn(word: string): void; copyText(text: string): void };

/** The rows of the menu under the right button: spelling first, then what the system's own fields offer. */
export function contextRows(params: Params, texts: Texts['context'], deeds: Deeds): MenuItemConstructorOptions[] {
  const { isEditable, misspelledWord, editFlags } = params;
  const groups: MenuItemConstructorOptions[][] = [];
  if (isEditable && misspelledWord !== '') {
    const words = params.dictionarySuggestions.slice(0, SUGGESTIONS).map((word) => ({ label: word, click: () => deeds.replace(word) }));
    groups.push(words.length > 0 ? words : [{ label: texts.noSuggestions, enabled: false }], [{ label: texts.learn, click: () => deeds.learn(misspelledWord) }]);
  }
  if (isEditable) {
    groups.push([
      { label: texts.undo, role: 'undo', enabled: editFlags.canUndo },
      { label: texts.redo, role: 'redo', enabled: editFlags.canRedo },
    ]);
    groups.push([
      { label: texts.cut, role: 'cut', enabled: editFlags.canCut },
      { label: texts.copy, role: 'copy', enabled: editFlags.canCopy },
      { label: texts.paste, role: 'paste', enabled: editFlags.canPaste },
      { label: texts.selectAll, role: 'selectAll', enabled: editFlags.canSelectAll },
    ]);
  } else if (params.selectionText.trim() !== '') groups.push([{ label: texts.copy, role: 'copy' }]);
  if (/^(https?|mailto):/i.test(params.linkURL)) groups.push([{ label: texts.copyLink, click: () => deeds.copyText(params.linkURL) }]);
  return groups.flatMap((rows, index) => (index === 0 ? rows : [{ type: 'separator' as const }, ...rows]));
}

export type ContextMenuParts = {
  popup(rows: MenuItemConstructorOptions[]): void;
  copyText(text: string): void;
  texts(): Texts;
};

/** Shows the menu under the right button of this page. */
export function addContextMenu(contents: Pick<WebContents, 'on' | 'replaceMisspelling' | 'session'>, parts: ContextMenuParts): void {
  contents.on('context-menu', (_event, params) => {
    const rows = contextRows(params, parts.texts().context, {
      replace: (word) => contents.replaceMisspelling(word),
      learn: (word) => void contents.session.addWordToSpellCheckerDictionary(word),
      copyText: parts.copyText,
    });
    if (rows.length > 0) parts.popup(rows);
  });
}
