import type { Room } from '../../../protocol/entities';
import { Avatar } from '../../chat/Avatar';
import { Name } from '../../chat/Name';
import { Presence } from '../../chat/Presence';
import { useConsole, useDesk, useT } from '../context';
import { IconButton } from '../IconButton';
import { BackIcon, CardIcon, CloseIcon, LiveIcon, PinIcon, SearchIcon } from '../icons';
import { clientId, clientName, isClientOnline } from '../inbox/client';
import { KeepMenu } from '../later/KeepMenu';
import { DueMark } from '../promises/DueMark';
import { StateMark } from '../triage/StateMark';
import { TriageButtons } from '../triage/TriageButtons';
import { back, closePane, toggleAlone, toggleCard } from './layout';
import type { Pane } from './layout';
import { isLivePane } from './live_deck';
import { usePaneDrag } from './pane_drag';
import { PaneMenu } from './PaneMenu';
import { StatusChip } from './StatusChip';
import { LabelChips } from '../labels/LabelChips';
import { Viewers } from '../team/Viewers';

/** Whose chat this is, about which order, and what can be done with the pane. */
export function PaneHeader({ room, pane, index, is_narrow }: { room: Room; pane: Pane; index: number; is_narrow: boolean }) {
  const t = useT();
  const { desk } = useConsole();
  const name = clientName(room);
  const drag = usePaneDrag(index);
  const hidden = useDesk(({ layout }) => (layout.is_alone ? layout.panes.length - 1 : 0));
  const isLive = useDesk(({ layout }) => isLivePane(layout, index));
  const isSearching = useDesk((state) => state.searching === room.id);
  return (
    <header className="pane-header" {...drag.handlers}>
      {is_narrow && (
        <IconButton name={t('back')} onClick={() => desk.arrange(back)}>
          <BackIcon />
        </IconButton>
      )}
      <Avatar id={clientId(room)} name={name} size="m" />
      <div className="pane-who">
        <h2 className="pane-name">
          <span className="ellipsis">
            <Name name={name} />
          </span>
          <Presence is_online={isClientOnline(room)} />
          {pane.is_pinned && (
            <span className="pane-pin" title={t('pane_pinned')}>
              <PinIcon size={12} />
              <span className="visually-hidden">{t('pane_pinned')}</span>
            </span>
          )}
          {isLive && (
            <span className="pane-live" title={t('pane_live')}>
              <LiveIcon size={14} />
              <span className="visually-hidden">{t('pane_live')}</span>
            </span>
          )}
        </h2>
        <p className="pane-order" title={`#${room.order} ${room.order_title}`}>
          <span className="ellipsis">
            #{room.order} <bdi>{room.order_title}</bdi>
          </span>
          <LabelChips room={room} max={2} />
        </p>
      </div>
      <Viewers room={room.id} />
      <DueMark due_at={room.due_at} />
      <StateMark room={room} />
      {hidden > 0 && !is_narrow && (
        <button type="button" className="link-button pane-hidden" onClick={() => desk.arrange(toggleAlone)}>
          {t('panes_hidden', { count: hidden })}
        </button>
      )}
      <StatusChip status={room.order_status} />
      <TriageButtons room={room} />
      <IconButton
        name={t('search_room')}
        action="search_room"
        className="pane-elsewhere"
        is_pressed={isSearching}
        onClick={() => desk.setState({ searching: isSearching ? null : room.id })}
      >
        <SearchIcon />
      </IconButton>
      <KeepMenu room={room} />
      <IconButton name={t('order_card')} action="order_card" className="pane-elsewhere" is_pressed={pane.is_card_open} onClick={() => desk.arrange((layout) => toggleCard(layout, index))}>
        <CardIcon />
      </IconButton>
      {!is_narrow && <PaneMenu room={room} pane={pane} index={index} />}
      {!is_narrow && (
        <IconButton name={t('close_pane')} action="close_pane" onClick={() => desk.arrange((layout) => closePane(layout, index))}>
          <CloseIcon />
        </IconButton>
      )}
    </header>
  );
}
