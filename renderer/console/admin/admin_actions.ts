import type { Console } from '../context';
import { defineActions } from '../keys/action';
import { pagesOf } from './pages_of';

const hasPages = ({ me }: Console) => pagesOf(me.role).length > 0;
const isAdmin = ({ me }: Console) => me.role === 'admin';

/** What opens the administration and leaves it. */
export const adminActions = defineActions([
  {
    id: 'admin', group: 'app', title: { ru: 'Администрирование', en: 'Administration' }, words: 'админ пользователи ключи журнал admin users keys audit', keys: ['Alt+Shift+KeyB'], when: hasPages,
    run: ({ desk, me }) => desk.setState(({ section }) => ({ section: section === null ? pagesOf(me.role)[0]! : null })),
  },
  { id: 'admin_users', group: 'app', title: { ru: 'Пользователи', en: 'Users' }, words: 'админ роли admin roles accounts', keys: [], when: isAdmin, run: ({ desk }) => desk.setState({ section: 'users' }) },
  { id: 'admin_teams', group: 'app', title: { ru: 'Команды', en: 'Teams' }, words: 'админ admin', keys: [], when: hasPages, run: ({ desk }) => desk.setState({ section: 'teams' }) },
  { id: 'admin_webhooks', group: 'app', title: { ru: 'Вебхуки', en: 'Webhooks' }, words: 'админ admin', keys: [], when: isAdmin, run: ({ desk }) => desk.setState({ section: 'webhooks' }) },
  { id: 'admin_frames', group: 'app', title: { ru: 'Разрешённые сайты', en: 'Allowed frames' }, words: 'админ встраивание сайт виджет admin embed iframe sites widget', keys: [], when: isAdmin, run: ({ desk }) => desk.setState({ section: 'frames' }) },
  { id: 'admin_policies', group: 'app', title: { ru: 'Сроки ответа', en: 'Service levels' }, words: 'админ admin sla policies', keys: [], when: isAdmin, run: ({ desk }) => desk.setState({ section: 'policies' }) },
  { id: 'admin_keys', group: 'app', title: { ru: 'Ключи API', en: 'API keys' }, words: 'админ admin', keys: [], when: isAdmin, run: ({ desk }) => desk.setState({ section: 'keys' }) },
  { id: 'admin_audit', group: 'app', title: { ru: 'Журнал действий', en: 'Audit log' }, words: 'админ аудит admin trail', keys: [], when: isAdmin, run: ({ desk }) => desk.setState({ section: 'audit' }) },
  { id: 'admin_retention', group: 'app', title: { ru: 'Хранение переписки', en: 'Retention' }, words: 'админ стирание admin delete old', keys: [], when: isAdmin, run: ({ desk }) => desk.setState({ section: 'retention' }) },
]);
