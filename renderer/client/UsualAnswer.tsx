import { useEffect, useState } from 'react';
import type { Room } from '../../protocol/entities';
import { useTexts } from '../chat/language';
import { defineTexts } from '../chat/texts';
import { responsibleOf } from '../store/select';
import type { Sync } from '../sync/sync';

const usualTexts = defineTexts({
  minutes: {
    ru: { one: 'отвечает за ~{count} минуту', few: 'отвечает за ~{count} минуты', many: 'отвечает за ~{count} минут', other: 'отвечает за ~{count} минуты' },
    en: { one: 'answers in ~{count} minute', other: 'answers in ~{count} minutes' },
  },
  hours: {
    ru: { one: 'отвечает за ~{count} час', few: 'отвечает за ~{count} часа', many: 'отвечает за ~{count} часов', other: 'отвечает за ~{count} часа' },
    en: { one: 'answers in ~{count} hour', other: 'answers in ~{count} hours' },
  },
  day: { ru: 'отвечает в течение дня', en: 'answers within a day' },
  days: { ru: 'отвечает дольше дня', en: 'takes more than a day' },
});

/** How soon the room's expert usually answers, when that is known. Rounded up: better early than late. */
export function UsualAnswer({ sync, room }: { sync: Sync; room: Room }) {
  const t = useTexts(usualTexts);
  const [seconds, setSeconds] = useState<number | null>(null);
  const expert = responsibleOf(room)?.user.id;
  useEffect(() => {
    let isCurrent = true;
    void sync.ask<{ answer_seconds: number | null }>(`/api/chat/rooms/${room.id}/answer_time`).then((result) => isCurrent && setSeconds(result.ok ? result.body.answer_seconds : null));
    return () => {
      isCurrent = false;
    };
  }, [sync, room.id, expert]);
  if (seconds === null || expert === undefined) return null;
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  const hours = Math.ceil(minutes / 60);
  const text = minutes < 60 ? t('minutes', { count: minutes }) : hours <= 12 ? t('hours', { count: hours }) : hours <= 24 ? t('day') : t('days');
  return <span className="usual-answer">{text}</span>;
}
