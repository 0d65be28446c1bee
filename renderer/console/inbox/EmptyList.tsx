import { Button } from 'antd';
import type { RoomFilter } from '../../store/select';
import { useTexts } from '../../chat/language';
import { viewTexts } from '../views/view_texts';
import { useChat, useConsole, useDesk, useT } from '../context';

/** Why the list is empty, and the way out. */
export function EmptyList() {
  const t = useT();
  const tv = useTexts(viewTexts);
  const { desk } = useConsole();
  const all = useChat((state) => state.rooms.size);
  const hasQueue = useChat((state) => state.queue.length > 0);
  const isQueueOpen = useDesk((state) => state.is_queue_open);
  const filter = useDesk((state) => state.filter);
  const query = useDesk((state) => state.query).trim();
  const none = [t('no_chats'), t(hasQueue ? 'no_chats_queue' : 'no_chats_hint')] as const;
  const texts = {
    open: all === 0 ? none : [t('no_open'), t('no_open_hint')],
    all: none,
    unread: [t('no_unread'), t('no_unread_hint')],
    owed: [t('no_owed'), t('no_owed_hint')],
    waiting: [t('no_waiting'), t('no_waiting_hint')],
    snoozed: [t('no_snoozed'), t('no_snoozed_hint')],
    done: [t('no_done'), t('no_done_hint')],
  } as const;
  const own = filter === 'mine' || filter.startsWith('view:') ? ([tv('empty'), tv('empty_hint')] as const) : null;
  const [title, hint] = query === '' ? (own ?? texts[filter as RoomFilter]) : [t('nothing_found'), t('nothing_found_hint', { query })];
  return (
    <div className="empty" role="status">
      <p className="empty-title">{title}</p>
      <p className="empty-hint">{hint}</p>
      {(query !== '' || filter !== 'open') && <Button onClick={() => desk.setState({ query: '', filter: 'open' })}>{t('show_open')}</Button>}
      {query === '' && filter === 'open' && all === 0 && hasQueue && !isQueueOpen && <Button onClick={() => desk.setState({ is_queue_open: true })}>{t('show_queue')}</Button>}
      {query === '' && filter === 'open' && all > 0 && <Button onClick={() => desk.setState({ filter: 'all' })}>{t('show_all')}</Button>}
    </div>
  );
}
