import type { Console } from '../context';
import { defineActions } from '../keys/action';

const isAdmin = ({ me }: Console) => me.role === 'admin';

/** What opens the administration and leaves it. */
export const adminActions = defineActions([
  {
    id: 'admin', group: 'app', title: { ru: 'Администрирование', en: 'Administration' }, words: 'админ пользователи ключи журнал admin users keys audit', keys: ['Alt+Shift+KeyB'], when: isAdmin,
    run: ({ desk }) => desk.setState(({ section }) => ({ section: section === null ? 'users' : null })),
  },
  { id: 'admin_users', group: 'app', title: { ru: 'Пользователи', en: 'Users' }, words: 'админ роли admin roles accounts', keys: [], when: isAdmin, run: ({ desk }) => desk.setState({ section: 'users' }) },
  { id: 'admin_keys', group: 'app', title: { ru: 'Ключи API', en: 'API keys' }, words: 'админ admin', keys: [], when: isAdmin, run: ({ desk }) => desk.setState({ section: 'keys' }) },
  { id: 'admin_audit', group: 'app', title: { ru: 'Журнал действий', en: 'Audit log' }, words: 'админ аудит admin trail', keys: [], when: isAdmin, run: ({ desk }) => desk.setState({ section: 'audit' }) },
  { id: 'admin_retention', group: 'app', title: { ru: 'Хранение переписки', en: 'Retention' }, words: 'админ стирание admin delete old', keys: [], when: isAdmin, run: ({ desk }) => desk.setState({ section: 'retention' }) },
]);
