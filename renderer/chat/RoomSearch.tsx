import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { SearchHit } from '../../protocol/search';
import { SEARCH_TEXT_MAX } from '../../protocol/limits';
import type { Sync } from '../sync/sync';
import { fullText, listDate } from './dates';
import { ExcerptText } from './ExcerptText';
import { Icon } from './Icon';
import { useLanguage, useTexts } from './language';
import { Name } from './Name';
import { searchTexts } from './search_texts';
import { SearchStatus } from './SearchStatus';
import { useSearch } from './use_search';

/** Search in one conversation: a line above it, what was found below the line, arrows from one place to the next. */
export function RoomSearch({ sync, room, onClose }: { sync: Sync; room: number; onClose(): void }) {
  const t = useTexts(searchTexts);
  const [query, setQuery] = useState('');
  const filters = useMemo(() => ({ room }), [room]);
  const search = useSearch(sync, query, filters);
  const [at, setAt] = useState<number | null>(null);
  const [isListOpen, setIsListOpen] = useState(true);
  const [isLost, setIsLost] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const { hits, has_more, showMore } = search;

  useEffect(() => input.current?.focus(), []);

  const goTo = (index: number) => {
    const hit = hits[index];
    if (!hit) return;
    setAt(index);
    void sync.showAt(room, hit.seq).then((isThere) => setIsLost(!isThere));
    if (has_more && index >= hits.length - 3) showMore();
  };
  const step = (by: 1 | -1) => goTo(at === null ? 0 : Math.max(0, Math.min(hits.length - 1, at + by)));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter' && event.target === input.current) step(event.shiftKey ? -1 : 1);
    else if (event.key === 'ArrowDown') step(1);
    else if (event.key === 'ArrowUp') step(-1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const all = has_more ? `${hits.length}+` : String(hits.length);
  const isListShown = isListOpen && search.state !== 'idle';
  return (
    <div className="room-search" role="search" aria-label={t('search_here')} onKeyDown={onKeyDown}>
      <div className="room-search-line">
        <span className="room-search-icon">
          <Icon name="search" />
        </span>
        <input
          ref={input}
          className="room-search-input"
          aria-label={t('search_here')}
          aria-controls={listId}
          placeholder={t('search_here_hint')}
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="search"
          maxLength={SEARCH_TEXT_MAX}
          value={query}
          onFocus={() => setIsListOpen(true)}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(null);
            setIsLost(false);
            setIsListOpen(true);
          }}
        />
        {hits.length > 0 && (
          <span className="room-search-count" aria-live="polite">
            {at === null ? all : t('hit_of', { at: at + 1, all })}
          </span>
        )}
        <button type="button" className="icon-button room-search-up" aria-label={t('next_hit')} title={t('next_hit')} disabled={at !== null && at >= hits.length - 1 || hits.length === 0} onClick={() => step(1)}>
          <Icon name="down" />
        </button>
        <button type="button" className="icon-button" aria-label={t('previous_hit')} title={t('previous_hit')} disabled={at === null || at === 0} onClick={() => step(-1)}>
          <Icon name="down" />
        </button>
        <button type="button" className="icon-button" aria-label={t('close_search')} title={t('close_search')} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      {isLost && (
        <p className="search-status is-problem" role="alert">
          {t('jump_failed')}
        </p>
      )}
      <div id={listId} className="room-search-list" hidden={!isListShown}>
        <SearchStatus search={search} />
        {hits.length > 0 && (
          <ul aria-label={t('found')}>
            {hits.map((hit, index) => (
              <li key={`${hit.kind} ${hit.id}`}>
                <HitRow
                  hit={hit}
                  is_current={index === at}
                  onOpen={() => {
                    goTo(index);
                    setIsListOpen(false);
                  }}
                />
              </li>
            ))}
          </ul>
        )}
        {has_more && (
          <button type="button" className="search-more" onClick={showMore}>
            {t('more_hits')}
          </button>
        )}
      </div>
    </div>
  );
}

function HitRow({ hit, is_current, onOpen }: { hit: SearchHit; is_current: boolean; onOpen(): void }) {
  const t = useTexts(searchTexts);
  const language = useLanguage();
  return (
    <button type="button" className="hit" aria-current={is_current ? 'true' : undefined} onClick={onOpen}>
      <span className="hit-top">
        <Name name={hit.sender_name} className="hit-name" />
        <time dateTime={hit.created_at} title={fullText(hit.created_at, language)}>
          {listDate(hit.created_at, language)}
        </time>
      </span>
      <span className="hit-text">
        {hit.kind === 'note' && <span className="hit-note">{t('hit_note')}</span>}
        <ExcerptText excerpt={hit.excerpt} />
      </span>
    </button>
  );
}
