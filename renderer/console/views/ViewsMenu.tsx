import { Dropdown } from 'antd';
import type { MenuProps } from 'antd';
import { useLanguage, useTexts } from '../../chat/language';
import { countListed, parseFilter, viewOf } from '../../store/views';
import type { ListFilter } from '../../store/views';
import { useChat, useConsole, useDesk, useT } from '../context';
import { ActionKeys } from '../IconButton';
import type { ActionId } from '../actions';
import { ChevronIcon } from '../icons';
import { useFilterName } from './ViewName';
import { viewTexts } from './view_texts';

/** What everybody has, besides the three that are always at hand. */
const MORE = ['waiting', 'snoozed', 'done', 'mine', 'all'] as const satisfies readonly ListFilter[];
const KEYED = 9;

/** All other lists in one place: what everybody has, then one's own views, each with its count and its key. Counts are only added up while it is open. */
export function ViewsMenu() {
  const t = useT();
  const tv = useTexts(viewTexts);
  const { desk } = useConsole();
  const filter = useDesk((state) => state.filter);
  const views = useChat((state) => state.views);
  const isOwn = useChat((state) => viewOf(state, filter) !== undefined);
  const isChosen = isOwn || MORE.some((one) => one === filter);
  const own = views.map((view, index) => ({
    key: `view:${view.id}`,
    label: (
      <span className="menu-line">
        <Counted filter={`view:${view.id}`} /> {index < KEYED && <ActionKeys id={`view_${index + 1}` as ActionId} />}
      </span>
    ),
  }));
  const items: NonNullable<MenuProps['items']> = [
    ...MORE.map((key) => ({ key, label: <span className="menu-line"><Counted filter={key} /> <ActionKeys id={`filter_${key}`} /></span> })),
    { type: 'divider' },
    ...(own.length > 0 ? [{ type: 'group' as const, label: tv('own'), children: own }, { type: 'divider' as const }] : []),
    { key: 'add', label: tv('add') },
    ...(own.length > 0 ? [{ key: 'manage', label: tv('manage') }] : []),
  ];
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      autoFocus
      destroyOnHidden
      classNames={{ root: 'invite-menu' }}
      menu={{
        items,
        selectable: true,
        selectedKeys: [filter],
        onClick({ key }) {
          if (key === 'add') desk.setState({ dialog: 'views', editing_view: 'new' });
          else if (key === 'manage') desk.setState({ dialog: 'views', editing_view: null });
          else desk.setState({ filter: parseFilter(key) ?? 'open' });
        },
      }}
    >
      <button type="button" className={`sort-button more-filters ${isChosen ? 'is-chosen' : ''}`} aria-haspopup="menu">
        <span className="visually-hidden">{t('filter_more_label')}: </span>
        {isChosen ? <Counted filter={filter} /> : t('filter_more')}
        <ChevronIcon size={12} />
      </button>
    </Dropdown>
  );
}

function Counted({ filter }: { filter: ListFilter }) {
  const language = useLanguage();
  const count = useChat((state) => countListed(state, filter));
  return (
    <span className="choice">
      <bdi className="view-menu-name">{useFilterName(filter)}</bdi> <span className="choice-count">{count.toLocaleString(language)}</span>
    </span>
  );
}
