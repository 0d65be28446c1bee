import type { Attachment, Message, RoomEvent } from '../../protocol/entities';
import type { Language } from '../../protocol/errors';
import type { Exported } from '../../protocol/exports';
import type { Note } from '../../protocol/notes';
import { orderStatusWord } from '../../protocol/order_status';

/** A conversation as a page of its own: no script, no address to load anything from, every text escaped. */

const texts = {
  ru: { title: 'Чат по заказу', exported: 'Выгружено', people: 'Участники', deleted: 'Сообщение удалено', edited: 'изменено', note: 'Внутренняя заметка', files: 'Вложения', no_files: 'Вложений нет', empty: 'Нет сообщений', client: 'клиент', expert: 'эксперт', marketplace: 'Площадка', replies: 'в ответ на сообщение' },
  en: { title: 'Chat about the order', exported: 'Exported', people: 'Participants', deleted: 'Message deleted', edited: 'edited', note: 'Internal note', files: 'Attachments', no_files: 'No attachments', empty: 'No messages', client: 'client', expert: 'expert', marketplace: 'Marketplace', replies: 'in reply to message' },
} as const;
const events = {
  ru: { order_created: 'Заказ создан', order_changed: 'Заказ изменён', expert_assigned: 'Назначен эксперт', expert_removed: 'Эксперт снят', client_changed: 'Сменился клиент', expert_joined: 'К чату присоединился эксперт', expert_left: 'Эксперт вышел из чата', answer_waived: 'Ответ не нужен', room_snoozed: 'Отложен', room_done: 'Завершён', room_reopened: 'Снова открыт', triage_undone: 'Действие отменено', room_woken: 'Клиент написал, чат снова открыт', transfer_offered: 'Заказ предложен коллеге', transfer_accepted: 'Коллега принял заказ', transfer_declined: 'Коллега отказался от заказа', transfer_lapsed: 'Коллега не ответил', transfer_cancelled: 'Передача отменена', order_queued: 'Заказ возвращён в очередь', order_taken_over: 'Руководитель взял заказ' },
  en: { order_created: 'Order created', order_changed: 'Order changed', expert_assigned: 'Expert assigned', expert_removed: 'Expert removed', client_changed: 'Client changed', expert_joined: 'Expert joined', expert_left: 'Expert left', answer_waived: 'No answer needed', room_snoozed: 'Snoozed', room_done: 'Done', room_reopened: 'Reopened', triage_undone: 'Action undone', room_woken: 'The client wrote, the chat is open again', transfer_offered: 'Offered to a colleague', transfer_accepted: 'The colleague accepted', transfer_declined: 'The colleague declined', transfer_lapsed: 'The colleague did not answer', transfer_cancelled: 'The transfer was cancelled', order_queued: 'Put back into the queue', order_taken_over: 'Taken over by a lead' },
} as const;

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text that stays text wherever it stands in the page. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);
}

const STYLE = `
:root{color-scheme:light dark;--text:#1b1e24;--soft:#5b6472;--line:#dfe3e8;--back:#fff;--mine:#eef4ff;--theirs:#f4f5f7;--note:#fff6d8}
@media screen and (prefers-color-scheme:dark){:root{--text:#e6e8ec;--soft:#9aa3b2;--line:#343a45;--back:#16181d;--mine:#1d2a44;--theirs:#22262e;--note:#3a3217}}
body{margin:0 auto;max-width:46rem;padding:1.5rem 1rem;font:15px/1.45 system-ui,sans-serif;color:var(--text);background:var(--back);overflow-wrap:anywhere}
h1{font-size:1.3rem;margin:0 0 .25rem}h2{font-size:1rem;margin:1.5rem 0 .5rem}.soft,time{color:var(--soft);font-size:.85rem}time,.size{white-space:nowrap}
article{margin:.5rem 0;padding:.5rem .75rem;border-radius:.6rem;background:var(--theirs)}article.client{background:var(--mine)}article.note{background:var(--note)}
article p{margin:.2rem 0 0;white-space:pre-wrap}.event{text-align:center;color:var(--soft);font-size:.85rem;margin:.75rem 0}ul{margin:.3rem 0;padding-left:1.2rem}
@media print{:root{color-scheme:light}article{break-inside:avoid}}`;
const PRINT_STYLE = `
:root{color-scheme:light;--text:#000;--soft:#444;--line:#999;--back:#fff;--mine:#fff;--theirs:#fff;--note:#fff}
body{max-width:none;font-size:11pt}article{border-radius:0;border-top:1px solid var(--line);padding:.4rem 0;margin:0;break-inside:avoid}.event{text-align:left}
@page{margin:18mm}`;

export type PageOptions = { language: Language; time_zone: string; is_print: boolean };

/** Writes the parts of the page one after another, so that it can be sent while it is being read from the database. */
export function exportPage({ order, participants, exported_at }: Omit<Exported, 'timeline'>, { language, time_zone, is_print }: PageOptions) {
  const t = texts[language];
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: time_zone });
  const time = (at: string) => `<time datetime="${escapeHtml(at)}">${escapeHtml(format.format(new Date(at)))}</time>`;
  const name = (text: string) => `<bdi>${escapeHtml(text)}</bdi>`;
  const text = (content: string) => `<p dir="auto">${escapeHtml(content)}</p>`;
  const size = (bytes: number) => {
    const [unit, value] = bytes < 1024 ? (['byte', bytes] as const) : bytes < 1024 ** 2 ? (['kilobyte', bytes / 1024] as const) : (['megabyte', bytes / 1024 ** 2] as const);
    return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: unit === 'byte' ? 'long' : 'short', maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
  };
  type File = Pick<Attachment, 'name' | 'type' | 'size'>;
  const file = (one: File) => `<li>${name(one.name)} <span class="soft">${escapeHtml(one.type)}, <span class="size">${escapeHtml(size(one.size))}</span></span></li>`;
  const files = new Array<{ file: File; seq: number }>();
  const sides = new Map(participants.map((one) => [one.user, one.role]));
  let isEmpty = true;

  return {
    begin: () => `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${t.title} #${order.id}</title>
<style>${STYLE}${is_print ? PRINT_STYLE : ''}</style>
</head>
<body>
<header>
<h1>${name(order.title)}</h1>
<div class="soft">${t.title} #${order.id} · ${name(orderStatusWord(order.status, language) ?? order.status)} · ${t.exported} ${time(exported_at)} · ${escapeHtml(time_zone)}</div>
<h2>${t.people}</h2>
<ul>${participants.map((one) => `<li>${name(`${one.first_name} ${one.last_name}`)} <span class="soft">${one.role === 'client' ? t.client : t.expert}</span></li>`).join('')}</ul>
</header>
<main>
`,
    message(message: Message): string {
      isEmpty = false;
      for (const one of message.attachments) files.push({ file: one, seq: message.seq });
      const reply = message.reply_to === null || !message.reply ? '' : ` <span class="soft">${t.replies} #${message.reply.seq}</span>`;
      const edited = message.edited_at === null || message.deleted_at !== null ? '' : ` <span class="soft">(${t.edited})</span>`;
      const content = message.deleted_at === null ? (message.message === '' ? '' : text(message.message)) : `<p class="soft">${t.deleted}</p>`;
      const attached = message.attachments.length === 0 ? '' : `<ul>${message.attachments.map(file).join('')}</ul>`;
      const side = sides.get(message.sender) === 'client' ? 'client' : 'expert';
      return `<article class="${side}" id="m${message.seq}"><strong>${name(message.sender_name)}</strong> <span class="soft">#${message.seq}</span> ${time(message.created_at)}${edited}${reply}${content}${attached}</article>\n`;
    },
    event(event: RoomEvent): string {
      const whom = typeof event.data.name === 'string' ? `: ${name(event.data.name)}` : '';
      const actor = event.actor === null ? t.marketplace : name(`${event.actor.first_name} ${event.actor.last_name}`);
      return `<div class="event">${events[language][event.kind]}${whom} · ${actor} · ${time(event.created_at)}</div>\n`;
    },
    note(note: Note): string {
      const content = note.deleted_at === null ? text(note.note) : `<p class="soft">${t.deleted}</p>`;
      return `<article class="note"><strong>${t.note}: ${name(note.author_name)}</strong> ${time(note.created_at)}${content}</article>\n`;
    },
    end(): string {
      const listed = files.map((one) => `<li>#${one.seq}: ${file(one.file).slice('<li>'.length)}`).join('');
      const list = files.length === 0 ? `<p class="soft">${t.no_files}</p>` : `<ul>${listed}</ul>`;
      return `${isEmpty ? `<p class="soft">${t.empty}</p>\n` : ''}</main>\n${is_print ? `<footer><h2>${t.files}</h2>${list}</footer>\n` : ''}</body>\n</html>\n`;
    },
  };
}
