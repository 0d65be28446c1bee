import { Dropdown } from 'antd';
import type { MenuProps } from 'antd';
import type { Room } from '../../../protocol/entities';
import { useTexts } from '../../chat/language';
import { isRoomUnread } from '../../store/select';
import { useConsole } from '../context';
import { useTriageItems } from '../triage/use_triage_items';
import { ActionKeys } from '../IconButton';
import { labelTexts } from '../labels/label_texts';
import { BellIcon, BellOffIcon, LabelIcon, MoreIcon, PinIcon, UnreadIcon } from '../icons';
import { keepingTexts } from './keeping_texts';

/** What can be done with the room: decided about it, and how it is kept. For the menu of its header and of its row. */
export function useRoomMenu(room: Room): MenuProps {
  const t = useTexts(keepingTexts);
  const tl = useTexts(labelTexts);
  const { sync, desk } = useConsole();
  const triage = useTriageItems(room);
  const items = [
    ...triage.items,
    { type: 'divider' as const },
    { key: 'labels', icon: <LabelIcon />, label: <span className="menu-line">{tl('menu')} <ActionKeys id="labels" /></span> },
    { key: 'pin', icon: <PinIcon />, label: t(room.is_pinned ? 'unpin' : 'pin') },
    { key: 'mute', icon: room.is_muted ? <BellIcon /> : <BellOffIcon />, label: t(room.is_muted ? 'unmute' : 'mute') },
    { key: 'mark', icon: <UnreadIcon />, label: t(room.unread_from === null ? 'mark' : 'unmark'), disabled: room.last_seq === 0 || (room.unread_from === null && isRoomUnread(room)) },
  ];
  const keepings = {
    pin: { is_pinned: !room.is_pinned },
    mute: { is_muted: !room.is_muted },
    mark: { unread_from: room.unread_from === null ? room.last_seq : null },
  };
  return {
    items,
    onClick({ key }) {
      if (triage.choose(key)) return;
      if (key === 'labels') desk.setState({ labelling: [room.id] });
      if (key in keepings) void sync.keep(room.id, keepings[key as keyof typeof keepings]).catch(() => undefined);
    },
  };
}

/** The room's menu in its header. */
export function KeepMenu({ room }: { room: Room }) {
  const t = useTexts(keepingTexts);
  const menu = useRoomMenu(room);
  return (
    <Dropdown menu={menu} trigger={['click']} placement="bottomRight" autoFocus>
      <button type="button" className="icon-button keep-menu" data-action="menu" aria-label={t('menu')} title={t('menu')} aria-haspopup="menu">
        <MoreIcon />
      </button>
    </Dropdown>
  );
}
