import { defineActions } from '../keys/action';

/** What opens the reports and leaves them. */
export const reportActions = defineActions([
  {
    id: 'reports', group: 'app', title: { ru: 'Отчёты', en: 'Reports' }, words: 'статистика время ответа нагрузка statistics answer time load csv', keys: ['Alt+Shift+KeyS'],
    run: ({ desk }) => desk.setState(({ section }) => ({ section: section === 'reports' ? null : 'reports' })),
  },
]);
