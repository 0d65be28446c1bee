import { stringify } from 'csv-stringify/sync';
import type { Language } from '../../protocol/errors';
import type { Report, ReportKey, ReportLine, ReportRow } from '../../protocol/reports';
import { guarded } from './replies_csv';

/** A report as a table that spreadsheets read: seconds as seconds, so that they can be reckoned with. */

const KEYS: Record<ReportKey, Record<Language, string>> = {
  day: { ru: 'День', en: 'Day' },
  week: { ru: 'Неделя с', en: 'Week from' },
  expert: { ru: 'Эксперт', en: 'Expert' },
  label: { ru: 'Метка', en: 'Label' },
};
const TOTAL: Record<Language, string> = { ru: 'Всего', en: 'Total' };

const COLUMNS: readonly { ru: string; en: string; of: (row: ReportRow) => number | null }[] = [
  { ru: 'Новых заказов', en: 'New orders', of: (row) => row.orders },
  { ru: 'Сообщений клиентов', en: 'Client messages', of: (row) => row.client_messages },
  { ru: 'Сообщений экспертов', en: 'Expert messages', of: (row) => row.expert_messages },
  { ru: 'Ответов', en: 'Answers', of: (row) => row.answers },
  { ru: 'Первый ответ, медиана, с', en: 'First answer, median, s', of: (row) => row.first_answer.median },
  { ru: 'Первый ответ, 90%, с', en: 'First answer, p90, s', of: (row) => row.first_answer.p90 },
  { ru: 'Первый ответ в рабочем времени, медиана, с', en: 'First answer in working time, median, s', of: (row) => row.first_answer_working.median },
  { ru: 'Первый ответ в рабочем времени, 90%, с', en: 'First answer in working time, p90, s', of: (row) => row.first_answer_working.p90 },
  { ru: 'Следующий ответ, медиана, с', en: 'Next answer, median, s', of: (row) => row.next_answer.median },
  { ru: 'Следующий ответ, 90%, с', en: 'Next answer, p90, s', of: (row) => row.next_answer.p90 },
  { ru: 'Следующий ответ в рабочем времени, медиана, с', en: 'Next answer in working time, median, s', of: (row) => row.next_answer_working.median },
  { ru: 'Следующий ответ в рабочем времени, 90%, с', en: 'Next answer in working time, p90, s', of: (row) => row.next_answer_working.p90 },
  { ru: 'Завершено', en: 'Resolved', of: (row) => row.resolved },
  { ru: 'До завершения, медиана, с', en: 'Until resolved, median, s', of: (row) => row.resolution.median },
  { ru: 'До завершения, 90%, с', en: 'Until resolved, p90, s', of: (row) => row.resolution.p90 },
  { ru: 'Ответов в срок', en: 'Service levels met', of: (row) => row.levels_met },
  { ru: 'Ответов не в срок', en: 'Service levels missed', of: (row) => row.levels_missed },
  { ru: 'Обещаний сдержано', en: 'Promises kept', of: (row) => row.promises_kept },
  { ru: 'Обещаний просрочено', en: 'Promises late', of: (row) => row.promises_late },
  { ru: 'Оценок', en: 'Ratings', of: (row) => row.ratings },
  { ru: 'Средняя оценка', en: 'Average rating', of: (row) => row.rating },
  { ru: 'Ждут на конец', en: 'Owed at the end', of: (row) => row.owed_at_end },
];

/** One line for each line of the report, and the sum below. Names that a spreadsheet would run as a formula are guarded. */
export function reportCsv({ lines, total }: Report, by: ReportKey, language: Language): string {
  const cells = (row: ReportRow) => COLUMNS.map(({ of }) => of(row) ?? '');
  const keyOf = ({ key, name }: ReportLine) => (by === 'expert' || by === 'label' ? guarded(name ?? `#${key}`) : key);
  const rows = [...lines.map((line) => [keyOf(line), ...cells(line)]), [TOTAL[language], ...cells(total)]];
  return stringify(rows, { header: true, columns: [KEYS[by][language], ...COLUMNS.map((column) => column[language])], bom: true, quoted_string: true, record_delimiter: '\r\n' });
}
