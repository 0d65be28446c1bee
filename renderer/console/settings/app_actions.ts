import { schemeOf } from '../../chat/theme';
import type { Console } from '../context';
import { languageOf } from '../language';
import { focusFirstRow } from '../inbox/row_focus';
import { defineActions } from '../keys/action';
import { back } from '../panes/layout';

const QUIET_MINUTES = 30;

/** Where the keys of a region go: a chat's to its field, before anything that stands above it. */
function placeIn(region: HTMLElement): HTMLElement | undefined {
  const [field, buttons] = ['.composer-field:not(:disabled)', 'button:not(:disabled)'].map((selector) => [...region.querySelectorAll<HTMLElement>(selector)]);
  return [...(field ?? []), ...(buttons ?? [])].find((one) => one.checkVisibility({ visibilityProperty: true }));
}

const isQuiet = ({ host }: Console) => Date.parse(host.state.getState().paused_until ?? '') > Date.now();

/** The regions that F6 goes round: the list, then each pane. */
function nextRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('.inbox, .pane')].filter((region) => placeIn(region) !== undefined);
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  const next = regions[(at + step + regions.length) % regions.length];
  if (next?.matches('.inbox')) return void (focusFirstRow() || document.getElementById('room-search')?.focus());
  if (next) placeIn(next)?.focus();
}

/** What is about the program as a whole. */
export const appActions = defineActions([
  { id: 'next_region', group: 'go', title: { ru: 'Следующая часть окна', en: 'Next part of the window' }, keys: ['F6'], run: () => nextRegion(1) },
  { id: 'previous_region', group: 'go', title: { ru: 'Предыдущая часть окна', en: 'Previous part of the window' }, keys: ['Shift+F6'], run: () => nextRegion(-1) },
  {
    id: 'focus_list', group: 'go', title: { ru: 'К списку чатов', en: 'Go to the list of chats' }, keys: ['Alt+Digit0'],
    run({ desk }) {
      desk.arrange(back);
      requestAnimationFrame(() => focusFirstRow());
    },
  },
  { id: 'quiet', group: 'app', title: { ru: 'Тишина на полчаса', en: 'Quiet for half an hour' }, words: 'пауза уведомления pause mute do not disturb', keys: ['Alt+KeyQ'], when: (value) => !isQuiet(value), run: ({ host }) => void host.pauseAlerts(QUIET_MINUTES) },
  { id: 'quiet_end', group: 'app', title: { ru: 'Закончить тишину', en: 'End the quiet time' }, words: 'уведомления resume', keys: ['Alt+Shift+KeyQ'], when: isQuiet, run: ({ host }) => void host.pauseAlerts(0) },
  {
    id: 'theme', group: 'app', title: { ru: 'Тёмная или светлая тема', en: 'Dark or light theme' }, words: 'вид appearance', keys: [],
    run: ({ host }) => void host.setSettings({ theme: schemeOf(host.state.getState().settings.theme) === 'dark' ? 'light' : 'dark' }),
  },
  {
    id: 'language', group: 'app', title: { ru: 'Переключить на английский', en: 'Switch to Russian' }, words: 'язык language русский english', keys: [],
    run: ({ host }) => void host.setSettings({ language: languageOf(host.state.getState()) === 'ru' ? 'en' : 'ru' }),
  },
  { id: 'reconnect', group: 'app', title: { ru: 'Подключиться и обновить', en: 'Connect and refresh' }, words: 'связь сеть sync reload', keys: [], run: ({ sync }) => sync.wake() },
  { id: 'sign_out', group: 'app', title: { ru: 'Выйти', en: 'Sign out' }, words: 'logout выход', keys: [], run: ({ desk }) => desk.setState({ dialog: 'sign_out' }) },
]);
