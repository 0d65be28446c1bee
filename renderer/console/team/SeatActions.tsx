import { useState } from 'react';
import { errorText, isErrorCode } from '../../../protocol/errors';
import type { Language } from '../../../protocol/errors';
import type { Participant, Room } from '../../../protocol/entities';
import { chatTexts } from '../../chat/chat_texts';
import { ConfirmDialog } from '../../chat/ConfirmDialog';
import { useLanguage, useTexts } from '../../chat/language';
import { fullName } from '../../chat/names';
import { translator } from '../../chat/texts';
import { responsibleOf } from '../../store/select';
import { useConsole } from '../context';
import { IconButton } from '../IconButton';
import { CloseIcon, SignOutIcon } from '../icons';
import { queueTexts } from './queue_texts';
import { teamTexts } from './team_texts';

/** Why something could not be done, in words. */
export function teamProblem(error: unknown, language: Language): string {
  const code = (error as { code?: unknown } | null)?.code;
  return isErrorCode(code) ? errorText(code, language) : translator(chatTexts, language)('offline_try_later');
}

/** What can be done with an expert's seat: a colleague leaves his own, others are taken out by the responsible expert and by admins. */
export function SeatActions({ room, participant, onProblem }: { room: Room; participant: Participant; onProblem(problem: string | null): void }) {
  const t = useTexts(teamTexts);
  const tq = useTexts(queueTexts);
  const language = useLanguage();
  const { sync, me } = useConsole();
  const [isAsking, setIsAsking] = useState(false);
  const { user, role, is_responsible } = participant;
  const isMe = user.id === me.id;
  const mayRemove = me.role === 'admin' || responsibleOf(room)?.user.id === me.id;
  if (role !== 'expert' || !(is_responsible ? isMe || me.role === 'admin' : isMe || mayRemove)) return null;
  const name = fullName(user);
  // The responsible expert hands the order back; a colleague goes or is taken out.
  const [label, question, confirm] = is_responsible
    ? [tq('give_back'), tq('give_back_question'), tq('give_back_confirm')]
    : isMe
      ? [t('leave'), t('leave_question'), t('leave_confirm')]
      : [t('remove', { name }), t('remove_question', { name }), t('remove_confirm')];
  const run = () => {
    setIsAsking(false);
    onProblem(null);
    const deed = is_responsible ? sync.queue.giveBack(room.order) : isMe ? sync.team.leave(room.id) : sync.team.remove(room.id, user.id);
    deed.catch((error: unknown) => onProblem(teamProblem(error, language)));
  };
  return (
    <>
      <IconButton name={label} className="seat-action" onClick={() => setIsAsking(true)}>
        {isMe || is_responsible ? <SignOutIcon size={14} /> : <CloseIcon size={14} />}
      </IconButton>
      {isAsking && (
        <ConfirmDialog
          question={question}
          confirm={confirm}
          onConfirm={run}
          onCancel={() => setIsAsking(false)}
        />
      )}
    </>
  );
}
