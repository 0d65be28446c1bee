import { Suspense, useDeferredValue, useMemo } from 'react';
import type { CSSProperties } from 'react';
import { useSearch } from '../../chat/use_search';
import { listedRooms } from '../../store/views';
import { AccountSwitch } from '../accounts/AccountSwitch';
import { useChat, useConsole, useDesk, useT } from '../context';
import { TransferCards } from '../floor/TransferCards';
import { QueueSection } from '../team/QueueSection';
import { asFilters } from '../search/hit_filter';
import { MessageHits } from '../search/MessageHits';
import { BulkOutcome } from '../bulk/BulkOutcome';
import { UpdateLine } from '../shell/UpdateLine';
import { BulkBar, StackLine } from './on_demand';
import { EmptyList } from './EmptyList';
import { FilterBar } from './FilterBar';
import { InboxHeader } from './InboxHeader';
import { RoomList } from './RoomList';
import { SearchField } from './SearchField';
import { StatusLine } from './StatusLine';

/** The room list with everything that narrows and orders it. */
export function Inbox() {
  const t = useT();
  const { sync } = useConsole();
  const isSelecting = useDesk((state) => state.selected.size > 0);
  const query = useDesk((state) => state.query);
  const shown = useDeferredValue(query).trim();
  const sort = useDesk((state) => state.sort);
  const filter = useDesk((state) => state.filter);
  const hitFilter = useDesk((state) => state.hits);
  const rooms = useChat((state) => (shown === '' ? 1 : listedRooms(state, sort, filter, shown).length));
  const search = useSearch(sync, query, useMemo(() => asFilters(hitFilter), [hitFilter]));
  const isSearching = search.state !== 'idle';
  // Where only messages were found, no word about missing chats stands in their way.
  const hasList = rooms > 0 || !isSearching;
  return (
    <nav className={`inbox ${isSearching ? 'is-searching' : ''}`} style={{ '--found-rooms': rooms } as CSSProperties} aria-label={t('chats')}>
      <AccountSwitch />
      <InboxHeader />
      <SearchField />
      <FilterBar />
      <Suspense>{isSelecting && <BulkBar />}</Suspense>
      <BulkOutcome />
      <div className="inbox-notices">
        <Suspense>
          <StackLine />
        </Suspense>
        <TransferCards />
        <QueueSection />
      </div>
      {hasList && <RoomList />}
      {!hasList && search.hits.length === 0 && <EmptyList />}
      {isSearching && <MessageHits search={search} />}
      <UpdateLine />
      <StatusLine />
    </nav>
  );
}
