import { Dropdown } from 'antd';
import type { Room } from '../../../protocol/entities';
import { useTexts } from '../../chat/language';
import { isRoomUnread } from '../../store/select';
import { useConsole } from '../context';
import { BellIcon, BellOffIcon, MoreIcon, PinIcon, UnreadIcon } from '../icons';
import { keepingTexts } from './keeping_texts';

/** Mutes, pins and marks the room: a menu in its header. */
export function KeepMenu({ room }: { room: Room }) {
  const t = useTexts(keepingTexts);
  const { sync } = useConsole();
  const items = [
    { key: 'pin', icon: <PinIcon />, label: t(room.is_pinned ? 'unpin' : 'pin') },
    { key: 'mute', icon: room.is_muted ? <BellIcon /> : <BellOffIcon />, label: t(room.is_muted ? 'unmute' : 'mute') },
    { key: 'mark', icon: <UnreadIcon />, label: t(room.unread_from === null ? 'mark' : 'unmark'), disabled: room.last_seq === 0 || (room.unread_from === null && isRoomUnread(room)) },
  ];
  const keepings = {
    pin: { is_pinned: !room.is_pinned },
    mute: { is_muted: !room.is_muted },
    mark: { unread_from: room.unread_from === null ? room.last_seq : null },
  };
  return (
    <Dropdown menu={{ items, onClick: ({ key }) => void sync.keep(room.id, keepings[key as keyof typeof keepings]).catch(() => undefined) }} trigger={['click']} placement="bottomRight" autoFocus>
      <button type="button" className="icon-button keep-menu" data-action="menu" aria-label={t('menu')} title={t('menu')} aria-haspopup="menu">
        <MoreIcon />
      </button>
    </Dropdown>
  );
}
