import type { RoomEvent } from '../../../protocol/entities';
import type { Language } from '../../../protocol/errors';
import { cleanName } from '../../chat/names';
import { translator } from '../../chat/texts';
import { floorTexts } from './floor_texts';

const KEYS: Readonly<Record<string, 'event_offered' | 'event_accepted' | 'event_declined' | 'event_lapsed' | 'event_cancelled' | 'event_queued' | 'event_taken_over'>> = {
  transfer_offered: 'event_offered',
  transfer_accepted: 'event_accepted',
  transfer_declined: 'event_declined',
  transfer_lapsed: 'event_lapsed',
  transfer_cancelled: 'event_cancelled',
  order_queued: 'event_queued',
  order_taken_over: 'event_taken_over',
};

/** What experts did with an order among themselves, in words; null: another event. No client ever receives one of these. */
export function floorEventText(event: RoomEvent, language: Language): string | null {
  const key = KEYS[event.kind];
  if (key === undefined) return null;
  const word = (value: unknown) => (typeof value === 'string' ? cleanName(value) : '');
  const team = event.data['team'] as { name?: unknown } | null | undefined;
  const said = translator(floorTexts, language)(key === 'event_queued' && team ? 'event_queued_for' : key, { name: word(team ? team.name : event.data['name']) });
  const isOffer = event.kind === 'transfer_offered' || event.kind === 'order_queued';
  return [said, isOffer && word(event.data['comment'])].filter(Boolean).join(' · ');
}
