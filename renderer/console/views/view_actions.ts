import type { SavedView } from '../../../protocol/views';
import type { Console } from '../context';
import { defineActions } from '../keys/action';
import type { Action } from '../keys/action';

const PLACES = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

const viewAt = ({ sync }: Console, place: number): SavedView | undefined => sync.store.getState().views[place - 1];
const show = ({ desk }: Pick<Console, 'desk'>, view: SavedView | undefined) => view && desk.setState({ filter: `view:${view.id}`, query: '' });

/** The user's own views by number, and where they are changed. */
export const viewActions = defineActions([
  ...PLACES.map((place) => ({
    id: `view_${place}` as const, group: 'list' as const, title: { ru: `Показать свой вид ${place}`, en: `Show own view ${place}` }, keys: [`Digit${place}`], is_key_only: true as const,
    when: (value: Console) => viewAt(value, place) !== undefined, run: (value: Console) => void show(value, viewAt(value, place)),
  })),
  { id: 'filter_mine', group: 'list', title: { ru: 'Показать мои заказы', en: 'Show my orders only' }, words: 'фильтр filter', keys: ['Alt+Shift+Digit8'], run: ({ desk }) => desk.setState({ filter: 'mine' }) },
  { id: 'new_view', group: 'list', title: { ru: 'Новый вид списка', en: 'New view of the list' }, words: 'фильтр сохранить filter save', keys: [], run: ({ desk }) => desk.setState({ dialog: 'views', editing_view: 'new' }) },
  { id: 'views', group: 'list', title: { ru: 'Виды списка', en: 'Views of the list' }, words: 'фильтры filters', keys: [], run: ({ desk }) => desk.setState({ dialog: 'views', editing_view: null }) },
]);

const known = new WeakMap<SavedView, Action>();

/** The user's own views as the palette offers them: by name. */
export function actionsOfViews(views: readonly SavedView[]): readonly Action[] {
  return views.map((view) => {
    const action = known.get(view) ?? { id: `view ${view.id}`, group: 'list', title: { ru: `Вид: ${view.name}`, en: `View: ${view.name}` }, words: 'показать фильтр show filter', keys: [], run: (value) => void show(value, view) };
    known.set(view, action);
    return action;
  });
}
