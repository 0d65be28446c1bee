import type { RoomEvent } from '../../protocol/entities';
import type { Language } from '../../protocol/errors';
import { chatTexts } from './chat_texts';
import { dayText, fullText, isSameDay, timeText } from './dates';
import { useLanguage } from './language';
import { cleanName } from './names';
import { orderStatusText } from './order_status';
import { translator } from './texts';

/** What happened around the conversation, in its place between the messages. */
export function EventLine({ event }: { event: RoomEvent }) {
  const language = useLanguage();
  return (
    <div className="event-line">
      <bdi dir="auto">{eventText(event, language)}</bdi>{' '}
      <time dateTime={event.created_at} title={fullText(event.created_at, language)}>
        {timeText(event.created_at, language)}
      </time>
    </div>
  );
}

/** An event in words. What its data does not tell is left out: an older page outlives a newer server. */
export function eventText(event: RoomEvent, language: Language): string {
  const t = translator(chatTexts, language);
  switch (event.kind) {
    case 'order_created':
      return t('event_order_created');
    case 'order_changed': {
      const status = textOf(event.data['status']);
      const title = textOf(event.data['title']);
      const changes = [title && t('event_order_title', { title }), status && t('event_order_status', { status: orderStatusText(status, language) })];
      return changes.filter(Boolean).join(' · ') || t('event_order_changed');
    }
    case 'expert_assigned': {
      const name = textOf(event.data['name']);
      return name ? t('event_expert_assigned_name', { name }) : t('event_expert_assigned');
    }
    case 'expert_removed':
      return t('event_expert_removed');
    case 'expert_joined':
      return t('event_expert_joined', { name: textOf(event.data['name']) ?? '' });
    case 'expert_left':
      return t('event_expert_left', { name: textOf(event.data['name']) ?? '' });
    case 'client_changed':
      return t('event_client_changed');
    case 'answer_waived':
    case 'room_done':
    case 'room_reopened':
    case 'room_snoozed':
    case 'triage_undone':
      return [decided(event.kind, event.data, event.created_at, language), event.actor && cleanName(`${event.actor.first_name} ${event.actor.last_name}`)].filter(Boolean).join(' · ');
    case 'room_woken':
      return t('event_room_woken');
    default:
      return t('event_order_changed');
  }
}

/** What an expert decided, or took back. */
function decided(kind: unknown, data: RoomEvent['data'], at: string, language: Language): string {
  const t = translator(chatTexts, language);
  const { until } = data;
  switch (kind) {
    case 'answer_waived':
      return t('event_answer_waived');
    case 'room_done':
      return t('event_room_done');
    case 'room_reopened':
      return t('event_room_reopened');
    case 'triage_undone':
      return t('event_triage_undone', { what: decided(data['kind'], {}, at, language).toLocaleLowerCase(language) });
    default:
      if (typeof until !== 'string') return t('event_room_snoozed');
      // The day only when it is another one than that of the event itself.
      return t('event_room_snoozed_until', { time: [!isSameDay(until, at) && dayText(until, language, new Date(at)), timeText(until, language)].filter(Boolean).join(', ') });
  }
}

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return cleanName(value) || null;
  if (typeof value !== 'object' || value === null) return null;
  // A changed field comes as {from, to}, a person as {first_name, last_name}.
  if ('to' in value) return textOf(value.to);
  if ('first_name' in value && 'last_name' in value) return textOf(`${String(value.first_name)} ${String(value.last_name)}`);
  return null;
}
