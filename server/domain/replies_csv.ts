import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

/** Canned replies as a table that spreadsheets read and write. */

export type CsvLine = { line: number; trigger: string; title: string; message: string };

const HEADING = ['trigger', 'title', 'message'] as const;
/** Spreadsheets take a cell that begins so for a formula, also behind the apostrophe that says "text" to them. */
const FORMULA = /^'*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;
const GUARDED = /^'+[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;

/** A cell that no spreadsheet runs as a formula. */
export const guarded = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** A table with a heading. What a spreadsheet would run as a formula gets an apostrophe in front, which `readCsv` takes away again. */
export function writeCsv(rows: readonly Pick<CsvLine, 'trigger' | 'title' | 'message'>[]): string {
  // The mark in front tells Excel that it is UTF-8.
  return stringify(rows.map((row) => HEADING.map((name) => guarded(row[name]))), { header: true, columns: [...HEADING], bom: true, quoted_string: true, record_delimiter: '\r\n' });
}

/** The lines of a table with the columns trigger, title, message, in any order; undefined when it is no such table. */
export function readCsv(text: string): CsvLine[] | undefined {
  const heading = /^\uFEFF?\s*"?\w+"?\s*([,;\t])/.exec(text);
  if (heading === null) return undefined;
  try {
    const records = parse(text, { delimiter: heading[1]!, bom: true, info: true, relax_column_count: true, skip_empty_lines: true, max_record_size: 50_000 }) as unknown as {
      info: { lines: number };
      record: string[];
    }[];
    const names = records[0]?.record.map((name) => name.trim().toLowerCase()) ?? [];
    const places = HEADING.map((name) => names.indexOf(name));
    if (places.includes(-1)) return undefined;
    const cell = (record: string[], place: number) => (record[place] ?? '').replace(GUARDED, (start) => start.slice(1));
    return records.slice(1).map(({ info, record }) => ({
      line: info.lines,
      trigger: cell(record, places[0]!).trim().replace(/^\//, ''),
      title: cell(record, places[1]!).trim(),
      message: cell(record, places[2]!),
    }));
  } catch {
    return undefined;
  }
}
