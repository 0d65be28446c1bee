import { useTexts } from '../../chat/language';
import { cleanName } from '../../chat/names';
import { viewOf } from '../../store/views';
import type { ListFilter } from '../../store/views';
import type { RoomFilter } from '../../store/select';
import { useChat, useT } from '../context';
import { viewTexts } from './view_texts';
import './views.css';

/** What a filter is called: by its user, or by everybody. */
export function useFilterName(filter: ListFilter): string {
  const t = useT();
  const tv = useTexts(viewTexts);
  const view = useChat((state) => viewOf(state, filter));
  if (view) return cleanName(view.name);
  if (filter === 'mine') return tv('mine');
  return t(`filter_${filter.startsWith('view:') ? 'open' : (filter as RoomFilter)}`);
}
