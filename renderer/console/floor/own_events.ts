import type { RoomEvent } from '../../../protocol/entities';
import type { Language } from '../../../protocol/errors';
import { triageEventText } from '../triage/triage_events';
import { floorEventText } from './floor_events';

/** Events that are the experts' own, in words; null: one that a client sees, too. */
export function ownEventText(event: RoomEvent, language: Language): string | null {
  return triageEventText(event, language) ?? floorEventText(event, language);
}
