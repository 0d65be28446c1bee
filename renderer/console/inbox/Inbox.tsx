import { useT } from '../context';
import { FilterBar } from './FilterBar';
import { InboxHeader } from './InboxHeader';
import { RoomList } from './RoomList';
import { SearchField } from './SearchField';
import { StatusLine } from './StatusLine';

/** The room list with everything that narrows and orders it. */
export function Inbox() {
  const t = useT();
  return (
    <nav className="inbox" aria-label={t('chats')}>
      <InboxHeader />
      <SearchField />
      <FilterBar />
      <RoomList />
      <StatusLine />
    </nav>
  );
}
