import { memo } from 'react';
import type { MouseEvent } from 'react';
import { useStore } from 'zustand';
import { Avatar } from '../../chat/Avatar';
import { useLanguage, useTexts } from '../../chat/language';
import { Name } from '../../chat/Name';
import { useConsole } from '../context';
import { Keys } from '../IconButton';
import { ChatIcon, PencilIcon, PlayIcon } from '../icons';
import { clientId, clientName } from '../inbox/client';
import { OwedMark } from '../inbox/OwedMark';
import { ACTION_GROUPS } from '../keys/action';
import type { Action } from '../keys/action';
import { paintedKeys } from '../keys/combo';
import type { Reply } from '../../../protocol/replies';
import { MacroSteps } from '../macros/MacroMark';
import type { Room } from '../../../protocol/entities';
import type { PaletteItem } from './items';
import { paletteTexts } from './palette_texts';

export type PaletteRowProps = { id: string; item: PaletteItem; is_active: boolean; onPoint(): void; onChoose(event: MouseEvent): void };

/** One thing that the palette offers. */
export const PaletteRow = memo(function PaletteRow({ id, item, is_active, onPoint, onChoose }: PaletteRowProps) {
  return (
    <div id={id} role="option" aria-selected={is_active} className="switcher-row" onMouseMove={onPoint} onClick={onChoose}>
      {item.kind === 'room' && <RoomLine room={item.room} />}
      {item.kind === 'action' && <ActionLine action={item.action} />}
      {item.kind === 'reply' && <ReplyLine reply={item.reply} />}
      {item.kind === 'order' && <OrderLine order={item.order} />}
    </div>
  );
});

function RoomLine({ room }: { room: Room }) {
  const t = useTexts(paletteTexts);
  return (
    <>
      <Avatar id={clientId(room)} name={clientName(room)} size="s" />
      <span className="switcher-who">
        <Name name={clientName(room)} />
      </span>
      <span className="switcher-order">
        #{room.order} <bdi>{room.order_title}</bdi>
      </span>
      {room.owed_since && <OwedMark since={room.owed_since} />}
      {room.unread_count > 0 && (
        <span className="badge">
          <span aria-hidden="true">{room.unread_count}</span>
          <span className="visually-hidden">{t('unread', { count: room.unread_count })}</span>
        </span>
      )}
    </>
  );
}

function ActionLine({ action }: { action: Action }) {
  const language = useLanguage();
  const { keys, is_mac } = useConsole();
  const combo = useStore(keys, (state) => state.bindings.get(action.id)?.[0]);
  return (
    <>
      <span className="switcher-icon">
        <PlayIcon />
      </span>
      <span className="switcher-what">{action.title[language]}</span>
      <span className="switcher-kind">{ACTION_GROUPS[action.group][language]}</span>
      {combo !== undefined && <Keys keys={paintedKeys(combo, is_mac)} />}
    </>
  );
}

function ReplyLine({ reply }: { reply: Reply }) {
  return (
    <>
      <span className="switcher-icon">
        <PencilIcon />
      </span>
      <span className="completion-code">/{reply.trigger}</span>
      <span className="switcher-who">
        <bdi>{reply.title}</bdi>
      </span>
      <span className="switcher-order">
        {reply.message !== '' && <bdi>{reply.message}</bdi>}
        {(reply.actions ?? []).length > 0 && <MacroSteps reply={reply} />}
      </span>
    </>
  );
}

function OrderLine({ order }: { order: number }) {
  const t = useTexts(paletteTexts);
  return (
    <>
      <span className="switcher-icon">
        <ChatIcon />
      </span>
      {t('open_order', { order })}
    </>
  );
}
