import { useTexts } from './language';
import { searchTexts } from './search_texts';
import type { Search } from './use_search';

/** How the search stands, for everybody who sees and who hears. */
export function SearchStatus({ search }: { search: Search }) {
  const t = useTexts(searchTexts);
  const { state, hits, problem, has_more } = search;
  const text =
    problem !== null
      ? t(problem === 'offline' ? 'search_offline' : 'search_slow')
      : state === 'searching' && hits.length === 0
        ? t('searching')
        : state === 'done' && hits.length === 0
          ? t('nothing_found')
          : null;
  return (
    <p className={text === null ? 'visually-hidden' : `search-status ${problem === null ? '' : 'is-problem'}`} role="status">
      {text ?? (state === 'done' ? t(has_more ? 'found_more' : 'found_count', { count: hits.length }) : '')}
    </p>
  );
}
