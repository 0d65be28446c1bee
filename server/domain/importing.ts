import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { email, id, line, messageText, name, orderStatus, orderTitle, time } from '../../protocol/fields';
import { auditImport, importMessages, importOrders, makeStages, ordersWithMessages, stageMessages, stageOrders, stageUsers, unstoredLines, type MessageLine, type OrderLine, type UserLine } from '../sql/importing';
import { CLOSED } from '../sql/queue';
import { requestHash } from './posting';

/*
 * History from another system: users, orders and messages with their original times, one to a line. Nobody is alerted, told or written to,
 * and no webhook goes out. What was imported before is found by its `external_id` and passed over, so a run that was cut short is begun again.
 */

const LINES_AT_ONCE = 5_000;
const ORDERS_AT_ONCE = 500;
const REPORTED_MAX = 10_000;

/** A field of a CSV is text or absent. */
const orderId = z.union([id, z.string().regex(/^[1-9]\d{0,15}$/).transform(Number).pipe(id)]);
const orNone = <S extends z.ZodType>(schema: S) => z.union([z.null(), z.literal('').transform(() => null), schema]).optional().transform((value) => value ?? null);
const externalId = line(200);

const importLine = z.discriminatedUnion('type', [
  z.object({ type: z.literal('user'), email, first_name: name, last_name: name, role: z.enum(['client', 'expert']) }),
  z.object({ type: z.literal('order'), id: orderId, title: orderTitle, status: orNone(orderStatus), client: email, expert: orNone(email), created_at: orNone(time) }),
  z.object({ type: z.literal('message'), external_id: externalId, order: orderId, sender: email, message: messageText.refine((text) => text.trim() !== ''), created_at: time, reply_to: orNone(externalId) }),
]);

export type Imported = { lines: number; users: number; orders: number; messages: number; known: number; bad: { line: number; reason: string }[] };

/** Imports a file of JSON lines, or (its name ends with `.csv`) a CSV whose first line names the fields. `say` hears how far it is. */
export async function importFile(client: ClientBase, path: string, say: (text: string) => void): Promise<Imported> {
  await makeStages(client);
  const bad: Imported['bad'] = [];
  const refuse = (at: number, reason: string) => bad.length < REPORTED_MAX && bad.push({ line: at, reason });
  let [users, orders, messages]: [UserLine[], OrderLine[], MessageLine[]] = [[], [], []];
  let [lines, staged] = [0, 0];
  const flush = async () => {
    await stageUsers(client, users);
    await stageOrders(client, orders);
    await stageMessages(client, messages);
    [users, orders, messages] = [[], [], []];
  };
  for await (const { at, value } of path.endsWith('.csv') ? csvLines(path) : jsonLines(path)) {
    lines += 1;
    const parsed = importLine.safeParse(value);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      refuse(at, value === undefined ? 'this is no JSON' : `${issue!.path.join('.') || 'type'}: ${issue!.message}`);
      continue;
    }
    const row = parsed.data;
    if (row.type === 'user') users.push({ line: at, ...row });
    else if (row.type === 'order') orders.push({ ...row, line: at, status: row.status ?? 'new', created_at: row.created_at ?? new Date().toISOString() });
    else {
      staged += 1;
      messages.push({ ...row, line: at, client_message_id: idOf(row.order, row.external_id), request_hash: requestHash({ message: row.message }), reply_to: row.reply_to === null ? null : idOf(row.order, row.reply_to) });
    }
    if (users.length + orders.length + messages.length >= LINES_AT_ONCE) await flush();
    if (lines % 100_000 === 0) say(`${lines} lines read`);
  }
  await flush();
  const made = await importOrders(client);
  say(`${made.users} users, ${made.orders} orders made`);
  const numbers = await ordersWithMessages(client);
  let stored = 0;
  for (let at = 0; at < numbers.length; at += ORDERS_AT_ONCE) {
    stored += await importMessages(client, numbers.slice(at, at + ORDERS_AT_ONCE), CLOSED);
    if (at % (ORDERS_AT_ONCE * 10) === 0) say(`${stored} messages of ${Math.min(at + ORDERS_AT_ONCE, numbers.length)} of ${numbers.length} orders stored`);
  }
  const left = await unstoredLines(client, REPORTED_MAX);
  for (const { line: at, reason } of left) refuse(at, reason);
  bad.sort((a, b) => a.line - b.line);
  await auditImport(client, { lines, users: made.users, orders: made.orders, messages: stored, bad: bad.length });
  return { lines, ...made, messages: stored, known: staged - stored - left.filter(({ reason }) => !/address|client or/.test(reason)).length, bad };
}

/** The id under which a message of another system is stored here: the same each time (a UUID of version 5). */
function idOf(order: number, external: string): string {
  const bytes = createHash('sha1').update('orderline import').update(`\0${order}\0${external}`).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

async function* jsonLines(path: string): AsyncGenerator<{ at: number; value: unknown }> {
  let at = 0;
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    at += 1;
    if (text.trim() !== '') yield { at, value: read(text) };
  }
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A CSV's records; `at` is the line on which each begins counting from the file's first. */
async function* csvLines(path: string): AsyncGenerator<{ at: number; value: unknown }> {
  const records = createReadStream(path).pipe(parse({ columns: true, bom: true, info: true, relax_column_count: true, skip_empty_lines: true }));
  for await (const { info, record } of records as AsyncIterable<{ info: { lines: number }; record: unknown }>) yield { at: info.lines, value: record };
}
