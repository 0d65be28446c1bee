import { useState } from 'react';
import { Avatar } from '../../chat/Avatar';
import { ageText, fullText, timeText, listDate, isSameDay } from '../../chat/dates';
import { TranscriptButtons } from '../../chat/TranscriptButtons';
import { useLanguage, useTexts } from '../../chat/language';
import { Name } from '../../chat/Name';
import { fullName } from '../../chat/names';
import { Presence } from '../../chat/Presence';
import type { Participant, Room } from '../../../protocol/entities';
import { useConsole, useT } from '../context';
import { useNow } from '../hooks';
import { IconButton } from '../IconButton';
import { CloseIcon } from '../icons';
import { isLate } from '../inbox/owed';
import { InviteMenu } from '../team/InviteMenu';
import { SeatActions } from '../team/SeatActions';
import { teamTexts } from '../team/team_texts';
import { PromiseHistory } from '../promises/PromiseHistory';
import { OrderRating } from './OrderRating';
import { useStatusText } from './StatusChip';

/** The order behind the chat: its state, who takes part and since when, and how long an answer has been owed. */
export function OrderCard({ room, onClose }: { room: Room; onClose: () => void }) {
  const t = useT();
  const language = useLanguage();
  const { sync } = useConsole();
  const status = useStatusText(room.order_status);
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <aside className="order-card" aria-label={t('order_card')}>
      <header className="order-card-header">
        <h3>{t('order_card')}</h3>
        <IconButton name={t('close')} onClick={onClose}>
          <CloseIcon size={14} />
        </IconButton>
      </header>
      <dl className="facts">
        <dt>{t('card_order')}</dt>
        <dd>#{room.order}</dd>
        <dt>{t('card_title')}</dt>
        <dd>
          <bdi>{room.order_title}</bdi>
        </dd>
        <dt>{t('card_status')}</dt>
        <dd>{status}</dd>
        <dt>{t('card_owed')}</dt>
        <dd>{room.owed_since ? <OwedSince since={room.owed_since} /> : t('card_not_owed')}</dd>
        <dt>{t('card_created')}</dt>
        <dd>{fullText(room.created_at, language)}</dd>
      </dl>
      <h4>{t('card_people')}</h4>
      <ul className="people">
        {room.participants.map((participant) => (
          <Person key={participant.id} room={room} participant={participant} onProblem={setProblem} />
        ))}
      </ul>
      <InviteMenu room={room} onProblem={setProblem} />
      {problem && (
        <p className="team-problem" role="alert">
          {problem}
        </p>
      )}
      <PromiseHistory room={room} />
      <OrderRating room={room} />
      <TranscriptButtons sync={sync} room={room} formats={['html', 'print', 'json']} className="transcript-button" has_notes />
    </aside>
  );
}

function OwedSince({ since }: { since: string }) {
  const t = useT();
  const language = useLanguage();
  const now = useNow();
  const moment = new Date(now).toISOString();
  const time = isSameDay(since, moment) ? timeText(since, language) : `${listDate(since, language, new Date(now))}, ${timeText(since, language)}`;
  return <span className={isLate(since, now) ? 'is-late' : 'is-owed'}>{t('card_owed_since', { age: ageText(since, language, new Date(now)), time })}</span>;
}

function Person({ room, participant, onProblem }: { room: Room; participant: Participant; onProblem(problem: string | null): void }) {
  const t = useT();
  const language = useLanguage();
  const { me } = useConsole();
  const tt = useTexts(teamTexts);
  const { user, role, is_online, is_responsible, joined_at } = participant;
  const name = fullName(user);
  return (
    <li className="person">
      <Avatar id={user.id} name={name} size="s" />
      <span className="person-lines">
        <span className="person-name">
          <span className="ellipsis">
            <Name name={name} />
          </span>
          <Presence is_online={is_online} />
        </span>
        <span className="person-since" title={fullText(joined_at, language)}>
          {role === 'client' ? t('role_client') : tt(is_responsible ? 'responsible' : 'colleague')}
          {user.id === me.id ? ` (${t('me')})` : ''}, {t('card_since', { date: listDate(joined_at, language) })}
        </span>
      </span>
      <SeatActions room={room} participant={participant} onProblem={onProblem} />
    </li>
  );
}
