import { createContext, useContext } from 'react';
import type { RoomEvent } from '../../protocol/entities';
import type { Language } from '../../protocol/errors';
import { chatTexts } from './chat_texts';
import { fullText, timeText } from './dates';
import { useLanguage } from './language';
import { cleanName } from './names';
import { orderStatusText } from './order_status';
import { translator } from './texts';

/** What else a page can say of events, in words; null: nothing. */
export const EventTexts = createContext<(event: RoomEvent, language: Language) => string | null>(() => null);

/** What happened around the conversation, in its place between the messages. */
export function EventLine({ event }: { event: RoomEvent }) {
  const language = useLanguage();
  const ownText = useContext(EventTexts)(event, language);
  return (
    <div className="event-line">
      <bdi dir="auto">{ownText ?? eventText(event, language)}</bdi>{' '}
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
    default:
      return t('event_order_changed');
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
