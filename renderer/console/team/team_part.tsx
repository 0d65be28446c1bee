import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { UsePart } from '../../chat/composer_part';
import { useTexts } from '../../chat/language';
import { fullName } from '../../chat/names';
import { viewersOf } from '../../store/viewers';
import { PencilIcon } from '../icons';
import { teamTexts } from './team_texts';
import './team.css';

/** Says to colleagues that the room is shown here, and above the field which of them is writing an answer to the client. */
export const useTeamPart: UsePart = ({ sync, room, mode }) => {
  const t = useTexts(teamTexts);
  const id = room.id;
  useEffect(() => sync.team.view(id), [sync, id]);
  const viewers = useStore(sync.store, (state) => viewersOf(state, id));
  const writers = viewers.filter(({ state }) => state === 'writing');
  return {
    above: (
      <div className="team-writing" role="status">
        {writers.length > 0 && mode === 'message' && (
          <p className="team-writing-line">
            <PencilIcon size={14} />
            <bdi>{t('is_writing', { count: writers.length, names: writers.map(({ user }) => fullName(user)).join(', ') })}</bdi>
          </p>
        )}
      </div>
    ),
  };
};
