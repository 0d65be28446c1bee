import { Button } from 'antd';
import { useConsole, useDesk, useT } from '../context';

/** Why the list is empty, and the way out. */
export function EmptyList() {
  const t = useT();
  const { desk } = useConsole();
  const filter = useDesk((state) => state.filter);
  const query = useDesk((state) => state.query).trim();
  const texts = {
    all: [t('no_chats'), t('no_chats_hint')],
    unread: [t('no_unread'), t('no_unread_hint')],
    owed: [t('no_owed'), t('no_owed_hint')],
  } as const;
  const [title, hint] = query === '' ? texts[filter] : [t('nothing_found'), t('nothing_found_hint', { query })];
  return (
    <div className="empty" role="status">
      <p className="empty-title">{title}</p>
      <p className="empty-hint">{hint}</p>
      {(query !== '' || filter !== 'all') && <Button onClick={() => desk.setState({ query: '', filter: 'all' })}>{t('show_all')}</Button>}
    </div>
  );
}
