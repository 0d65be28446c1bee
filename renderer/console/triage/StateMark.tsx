import type { Room } from '../../../protocol/entities';
import { levelDueOf } from '../../store/deadlines';
import { useLanguage, useTexts } from '../../chat/language';
import { useChat } from '../context';
import { useNow } from '../hooks';
import { DoneIcon, SnoozeIcon } from '../icons';
import { plannedText } from '../later/moments';
import { OwedMark } from '../inbox/OwedMark';
import { LevelMark } from '../service_levels/LevelMark';
import { snoozeText } from './snooze_text';
import { triageTexts } from './triage_texts';
import './triage.css';

/** What the room asks for: until when it has to be answered, or how long it is owed where no service level says so, until when it is snoozed, or that it is done; nothing while it waits for the client. */
export function StateMark({ room }: { room: Room }) {
  const t = useTexts(triageTexts);
  const due = useChat((state) => levelDueOf(room, state.policies));
  if (room.owed_since !== null) {
    return (
      <span data-why="owed">
        {due === null ? <OwedMark since={room.owed_since} /> : <LevelMark due={due} since={room.owed_since} />}
      </span>
    );
  }
  if (room.state === 'snoozed' && room.snoozed_until != null) return <SnoozedMark until={room.snoozed_until} />;
  if (room.state !== 'done') return null;
  return (
    <span className="row-mark state-mark">
      <DoneIcon size={12} />
      {t('done_mark')}
    </span>
  );
}

function SnoozedMark({ until }: { until: string }) {
  const t = useTexts(triageTexts);
  const language = useLanguage();
  const now = useNow();
  const whole = t('snoozed_until', { time: plannedText(new Date(until), language) });
  return (
    <span className="row-mark state-mark" title={whole}>
      <SnoozeIcon size={12} />
      <span aria-hidden="true">{t('snoozed_mark', { time: snoozeText(until, new Date(now), language) })}</span>
      <span className="visually-hidden">{whole}</span>
    </span>
  );
}
