import type { Room } from '../../../protocol/entities';
import { useTexts } from '../../chat/language';
import { BellOffIcon, PinIcon } from '../icons';
import { keepingTexts } from './keeping_texts';

/** How the room is kept, in its row: pinned, muted. */
export function KeepMarks({ room }: { room: Room }) {
  const t = useTexts(keepingTexts);
  if (!room.is_pinned && !room.is_muted) return null;
  return (
    <span className="keep-marks">
      {room.is_pinned && (
        <span title={t('pinned')}>
          <PinIcon size={12} />
          <span className="visually-hidden">{t('pinned')}</span>
        </span>
      )}
      {room.is_muted && (
        <span title={t('muted')}>
          <BellOffIcon size={12} />
          <span className="visually-hidden">{t('muted')}</span>
        </span>
      )}
    </span>
  );
}

/** The dot of a room that is marked unread and has nothing new. */
export function UnreadMark() {
  const t = useTexts(keepingTexts);
  return (
    <span className="badge badge-dot" title={t('marked')}>
      <span className="visually-hidden">{t('marked')}</span>
    </span>
  );
}
