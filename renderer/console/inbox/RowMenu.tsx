import { Dropdown } from 'antd';
import { useState } from 'react';
import type { MouseEvent, ReactNode } from 'react';
import type { Room } from '../../../protocol/entities';
import { useChat, useConsole, useT } from '../context';
import { ActionKeys } from '../IconButton';
import { BesideIcon, ChatIcon } from '../icons';
import { useRoomMenu } from '../later/KeepMenu';
import { focusRow } from './row_focus';

type At = { room: number; x: number; y: number };

/** The context menu of the rows inside: by the right button, the menu key, or Shift+F10. */
export function RowMenu({ children }: { children: ReactNode }) {
  const [at, setAt] = useState<At | null>(null);
  const room = useChat((state) => (at === null ? undefined : state.rooms.get(at.room)?.room));
  const open = (event: MouseEvent) => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('.room-row[data-room]') : null;
    // Elsewhere the system's own menu comes.
    if (!row) return;
    event.preventDefault();
    const place = row.getBoundingClientRect();
    const isByKey = event.clientX === 0 && event.clientY === 0;
    setAt({ room: Number(row.dataset['room']), x: isByKey ? place.left + 48 : event.clientX, y: isByKey ? place.top + 36 : event.clientY });
  };
  const close = () => {
    setAt(null);
    if (at) requestAnimationFrame(() => focusRow(at.room));
  };
  return (
    <div className="row-menu-place" onContextMenu={open}>
      {children}
      {at && room && <Opened key={`${at.room} ${at.x} ${at.y}`} at={at} room={room} onClose={close} />}
    </div>
  );
}

function Opened({ at, room, onClose }: { at: At; room: Room; onClose: () => void }) {
  const t = useT();
  const { openRoom } = useConsole();
  const menu = useRoomMenu(room);
  const items = [
    { key: 'open', icon: <ChatIcon />, label: t('open_chat') },
    {
      key: 'beside',
      icon: <BesideIcon />,
      label: (
        <span className="menu-line">
          {t('open_beside')} <ActionKeys id="open_beside" />
        </span>
      ),
    },
    { type: 'divider' as const },
    ...(menu.items ?? []),
  ];
  const onClick: typeof menu.onClick = (info) => {
    onClose();
    if (info.key === 'open' || info.key === 'beside') openRoom(room.id, info.key === 'open' ? 'here' : 'beside');
    else menu.onClick?.(info);
  };
  return (
    <Dropdown open autoFocus trigger={['click']} placement="bottomLeft" menu={{ ...menu, items, onClick }} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <span className="row-menu-point" style={{ left: at.x, top: at.y }} />
    </Dropdown>
  );
}
