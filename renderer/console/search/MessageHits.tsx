import type { KeyboardEvent, MouseEvent } from 'react';
import type { SearchHit } from '../../../protocol/search';
import { fullText, listDate } from '../../chat/dates';
import { ExcerptText } from '../../chat/ExcerptText';
import { useLanguage, useTexts } from '../../chat/language';
import { Name } from '../../chat/Name';
import { searchTexts } from '../../chat/search_texts';
import { SearchStatus } from '../../chat/SearchStatus';
import type { Search } from '../../chat/use_search';
import { useChat, useConsole, useT } from '../context';
import { clientName } from '../inbox/client';
import { HitFilters } from './HitFilters';

/** What was found in the messages of all chats, below the chats themselves. */
export function MessageHits({ search }: { search: Search }) {
  const t = useT();
  const texts = useTexts(searchTexts);
  const { hits, has_more, showMore } = search;
  return (
    <section className="message-hits" aria-label={texts('found')}>
      <h2 className="message-hits-title">{t('in_messages')}</h2>
      <HitFilters />
      <SearchStatus search={search} />
      {hits.length > 0 && (
        <ul onKeyDown={walk}>
          {hits.map((hit) => (
            <li key={`${hit.kind} ${hit.id}`}>
              <HitRow hit={hit} />
            </li>
          ))}
        </ul>
      )}
      {has_more && (
        <button type="button" className="search-more" onClick={showMore}>
          {texts('more_hits')}
        </button>
      )}
    </section>
  );
}

function HitRow({ hit }: { hit: SearchHit }) {
  const language = useLanguage();
  const { sync, openRoom, is_mac } = useConsole();
  const texts = useTexts(searchTexts);
  const room = useChat((state) => state.rooms.get(hit.room)?.room);
  const open = (event: MouseEvent) => {
    // The window moves first, so that the chat opens at the message and nowhere else.
    void sync.showAt(hit.room, hit.seq);
    openRoom(hit.room, (is_mac ? event.metaKey : event.ctrlKey) ? 'beside' : 'here');
  };
  return (
    <button type="button" className="hit" data-hit={hit.id} onClick={open}>
      <span className="hit-top">
        <span className="hit-name">
          {room ? <Name name={clientName(room)} /> : null} <span className="hit-order">{room ? `#${room.order}` : ''}</span>
        </span>
        <time dateTime={hit.created_at} title={fullText(hit.created_at, language)}>
          {listDate(hit.created_at, language)}
        </time>
      </span>
      <span className="hit-text">
        {hit.kind === 'note' && <span className="hit-note">{texts('hit_note')}</span>}
        <span className="hit-who">
          <Name name={hit.sender_name} />:{' '}
        </span>
        <ExcerptText excerpt={hit.excerpt} />
      </span>
    </button>
  );
}

/** Arrow keys go from hit to hit, and from the first one back to the field. */
function walk(event: KeyboardEvent<HTMLUListElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  event.preventDefault();
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('.hit')];
  const to = all.indexOf(document.activeElement as HTMLElement) + (event.key === 'ArrowDown' ? 1 : -1);
  if (to < 0) document.getElementById('room-search')?.focus();
  else all[to]?.focus();
}

/** Puts the focus on the first hit; false when there is none. */
export function focusFirstHit(): boolean {
  const first = document.querySelector<HTMLElement>('.message-hits .hit');
  first?.focus();
  return first !== null;
}
