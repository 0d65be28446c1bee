import type { KeyboardEvent } from 'react';
import { listedRooms } from '../../store/views';
import { SEARCH_TEXT_MAX } from '../../../protocol/limits';
import { useConsole, useDesk, useT } from '../context';
import { CloseIcon, SearchIcon } from '../icons';
import { focusFirstHit } from '../search/MessageHits';
import { focusFirstRow } from './row_focus';

/** Looks for an order's number, its title or the client among the rooms at hand, and for words in all messages. */
export function SearchField() {
  const t = useT();
  const { desk, sync, openRoom } = useConsole();
  const query = useDesk((state) => state.query);

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      if (query === '') event.currentTarget.blur();
      desk.setState({ query: '' });
    } else if (event.key === 'ArrowDown') {
      if (!focusFirstRow()) focusFirstHit();
    } else if (event.key === 'Enter') {
      const { sort, filter } = desk.getState();
      const first = listedRooms(sync.store.getState(), sort, filter, query.trim())[0];
      if (query.trim() === '') return;
      if (first) openRoom(first.id, event.ctrlKey || event.metaKey ? 'beside' : 'here');
      else focusFirstHit();
    } else return;
    event.preventDefault();
  };

  return (
    <div className="search" role="search">
      <SearchIcon />
      <input
        id="room-search"
        className="search-input"
        aria-label={t('search_label')}
        placeholder={t('search')}
        autoComplete="off"
        spellCheck={false}
        maxLength={SEARCH_TEXT_MAX}
        value={query}
        onChange={(event) => desk.setState({ query: event.target.value })}
        onKeyDown={onKeyDown}
      />
      {query !== '' && (
        <button type="button" className="icon-button search-clear" aria-label={t('clear_search')} onClick={() => desk.setState({ query: '' })}>
          <CloseIcon size={14} />
        </button>
      )}
    </div>
  );
}
