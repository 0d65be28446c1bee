import { Dropdown, Segmented } from 'antd';
import { useLanguage } from '../../chat/language';
import { roomsSorted, totals } from '../../store/select';
import type { RoomFilter, RoomSort } from '../../store/select';
import { useChat, useConsole, useDesk, useT } from '../context';
import type { WhyCount } from '../why/why';
import { SortIcon } from '../icons';

const SORTS: readonly RoomSort[] = ['recent', 'owed'];

/** All, unread or owed, each with its count; and the order in which they stand. */
export function FilterBar() {
  const t = useT();
  const { desk } = useConsole();
  const filter = useDesk((state) => state.filter);
  const sort = useDesk((state) => state.sort);
  const all = useChat((state) => state.rooms.size);
  const sums = useChat(totals);
  // Those marked unread are in the list, though the sums know nothing of them.
  const unread = useChat((state) => (state.has_all_rooms ? roomsSorted(state, 'recent', 'unread').length : totals(state).unread_rooms));

  const options = [
    { value: 'all' as const, label: <Choice name={t('filter_all')} count={all} /> },
    { value: 'unread' as const, label: <Choice name={t('filter_unread')} count={unread} tone="unread" why="unread_rooms" /> },
    { value: 'owed' as const, label: <Choice name={t('filter_owed')} count={sums.owed_rooms} tone="owed" why="owed" /> },
  ];
  const items = SORTS.map((key) => ({ key, label: t(`sort_${key}`) }));
  return (
    <div className="filter-bar">
      <Segmented<RoomFilter> size="small" aria-label={t('filter_label')} options={options} value={filter} onChange={(value) => desk.setState({ filter: value })} />
      <Dropdown
        trigger={['click']}
        placement="bottomRight"
        autoFocus
        menu={{ items, selectable: true, selectedKeys: [sort], onClick: ({ key }) => desk.setState({ sort: key as RoomSort }) }}
      >
        <button type="button" className="sort-button" aria-haspopup="menu" aria-label={`${t('sort_label')}: ${t(`sort_${sort}`)}`}>
          <SortIcon size={14} />
          <span>{t(`sort_${sort}`)}</span>
        </button>
      </Dropdown>
    </div>
  );
}

function Choice({ name, count, tone, why }: { name: string; count: number; tone?: 'unread' | 'owed'; why?: WhyCount }) {
  const language = useLanguage();
  return (
    <span className="choice">
      {name} <span data-why={why} className={`choice-count ${tone && count > 0 ? `is-${tone}` : ''}`}>{count.toLocaleString(language)}</span>
    </span>
  );
}
