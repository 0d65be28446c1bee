import type { RoomEvent } from '../../../protocol/entities';
import type { Language } from '../../../protocol/errors';
import { dayText, isSameDay, timeText } from '../../chat/dates';
import { cleanName } from '../../chat/names';
import { defineTexts, translator } from '../../chat/texts';

const texts = defineTexts({
  event_answer_waived: { ru: 'Ответ не нужен', en: 'No answer needed' },
  event_room_snoozed: { ru: 'Чат отложен', en: 'Snoozed' },
  event_room_snoozed_until: { ru: 'Чат отложен до {time}', en: 'Snoozed until {time}' },
  event_room_done: { ru: 'Чат завершён', en: 'Done' },
  event_room_reopened: { ru: 'Чат снова в работе', en: 'Reopened' },
  event_triage_undone: { ru: 'Отменено: {what}', en: 'Undone: {what}' },
  event_room_woken: { ru: 'Клиент написал, чат вернулся', en: 'The client wrote, the chat is back' },
});

/** What experts decided about a room, in words; null: another event. No client ever receives one of these. */
export function triageEventText(event: RoomEvent, language: Language): string | null {
  if (event.kind === 'room_woken') return translator(texts, language)('event_room_woken');
  const said = decided(event.kind, event.data, event.created_at, language);
  return said && [said, event.actor && cleanName(`${event.actor.first_name} ${event.actor.last_name}`)].filter(Boolean).join(' · ');
}

/** What an expert decided, or took back. */
function decided(kind: unknown, data: RoomEvent['data'], at: string, language: Language): string | null {
  const t = translator(texts, language);
  const { until } = data;
  switch (kind) {
    case 'answer_waived':
      return t('event_answer_waived');
    case 'room_done':
      return t('event_room_done');
    case 'room_reopened':
      return t('event_room_reopened');
    case 'triage_undone':
      return t('event_triage_undone', { what: (decided(data['kind'], {}, at, language) ?? '').toLocaleLowerCase(language) });
    case 'room_snoozed':
      if (typeof until !== 'string') return t('event_room_snoozed');
      // The day only when it is another one than that of the event itself.
      return t('event_room_snoozed_until', { time: [!isSameDay(until, at) && dayText(until, language, new Date(at)), timeText(until, language)].filter(Boolean).join(', ') });
    default:
      return null;
  }
}
