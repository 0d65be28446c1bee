import { Dropdown, Segmented } from 'antd';
import { useLanguage } from '../../chat/language';
import { ROOM_SORTS, roomsSorted, totals } from '../../store/select';
import type { RoomFilter, RoomSort } from '../../store/select';
import { useChat, useConsole, useDesk, useT } from '../context';
import type { WhyCount } from '../why/why';
import { ViewsMenu } from '../views/ViewsMenu';
import { SortIcon } from '../icons';

const FIRST = ['open', 'unread', 'owed'] as const satisfies readonly RoomFilter[];
type First = (typeof FIRST)[number];
/** With more digits than these the choices move together, and with still more one number goes. */
const ROOMY_DIGITS = 4;
const TIGHT_DIGITS = 5;
const WHY: Partial<Record<First, WhyCount>> = { unread: 'unread_rooms', owed: 'owed' };

/** Which rooms are listed, each choice with its count: three at hand, the others and one's own views in a menu; and the order in which they stand. */
export function FilterBar() {
  const t = useT();
  const { desk } = useConsole();
  const filter = useDesk((state) => state.filter);
  const sort = useDesk((state) => state.sort);
  const counts: Record<First, number> = {
    open: useChat((state) => roomsSorted(state, 'owed', 'open').length),
    // Those marked unread are in the list, though the sums know nothing of them.
    unread: useChat((state) => (state.has_all_rooms ? roomsSorted(state, 'recent', 'unread').length : totals(state).unread_rooms)),
    owed: useChat(totals).owed_rooms,
  };
  // Before anything is known, nought would be a lie.
  const isKnown = useChat((state) => state.has_all_rooms || state.rooms.size > 0);
  const first = FIRST.find((one) => one === filter);
  const options = FIRST.map((value) => ({ value, label: <Choice name={t(`filter_${value}`)} count={isKnown ? counts[value] : null} tone={value} why={WHY[value]} /> }));
  const digits = Object.values(counts).join('').length;
  return (
    <div className={`filter-bar ${digits > ROOMY_DIGITS ? 'is-tight' : ''} ${digits > TIGHT_DIGITS ? 'is-crowded' : ''}`}>
      {/* Nothing is chosen here while one of the menu's is. */}
      <Segmented<First | ''> size="small" tabIndex={-1} aria-label={t('filter_label')} options={options} value={first ?? ''} onChange={(value) => value !== '' && desk.setState({ filter: value })} />
      <ViewsMenu />
      <Dropdown
        trigger={['click']}
        placement="bottomRight"
        autoFocus
        menu={{
          items: ROOM_SORTS.map((key) => ({ key, label: t(`sort_${key}`) })),
          selectable: true,
          selectedKeys: [sort],
          onClick: ({ key }) => desk.setState({ sort: key as RoomSort }),
        }}
      >
        <button type="button" className="sort-button" aria-haspopup="menu" title={`${t('sort_label')}: ${t(`sort_${sort}`)}`} aria-label={`${t('sort_label')}: ${t(`sort_${sort}`)}`}>
          <SortIcon size={14} />
          <span>{t(`sort_${sort}`)}</span>
        </button>
      </Dropdown>
    </div>
  );
}

function Choice({ name, count, tone, why }: { name: string; count: number | null; tone?: RoomFilter; why?: WhyCount | undefined }) {
  const language = useLanguage();
  return (
    <span className="choice">
      {name} {count !== null && <span data-why={why} className={`choice-count ${tone && count > 0 ? `is-${tone}` : ''}`}>{count.toLocaleString(language)}</span>}
    </span>
  );
}
