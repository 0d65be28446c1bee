import { useMemo } from 'react';
import type { Message } from '../../../protocol/entities';
import type { UsePart } from '../../chat/composer_part';
import { useTexts } from '../../chat/language';
import { keepingTexts } from './keeping_texts';

/** Marking a room unread from one of its messages on. */
export const useKeepingPart: UsePart = ({ sync, room }) => {
  const t = useTexts(keepingTexts);
  const actions = useMemo(
    () => [
      {
        key: 'mark_unread',
        icon: 'unread' as const,
        label: t('mark_from'),
        code: 'KeyU',
        isOffered: () => true,
        run: (message: Message) => void sync.keep(room.id, { unread_from: message.seq }).catch(() => undefined),
      },
    ],
    [t, sync, room.id],
  );
  return { actions };
};
