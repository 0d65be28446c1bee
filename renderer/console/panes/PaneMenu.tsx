import { Dropdown } from 'antd';
import type { Room } from '../../../protocol/entities';
import { useTexts } from '../../chat/language';
import { responsibleOf } from '../../store/select';
import { useConsole, useDesk, useT } from '../context';
import { askToHandOver } from '../floor/floor_actions';
import { floorTexts } from '../floor/floor_texts';
import { LayoutIcon } from '../icons';
import type { Pane } from './layout';
import { toggleLive } from './live_deck';
import { focusPane, swapPanes, toggleAlone, toggleCard, togglePin } from './layout';

/** What can be done with the pane itself, for those who do not know the keys. */
export function PaneMenu({ room, pane, index }: { room: Room; pane: Pane; index: number }) {
  const t = useT();
  const tf = useTexts(floorTexts);
  const { desk, popouts, me } = useConsole();
  const count = useDesk((state) => state.layout.panes.length);
  const isAlone = useDesk((state) => state.layout.is_alone);
  const isLive = useDesk((state) => state.layout.is_live);
  const isMine = responsibleOf(room)?.user.id === me.id;
  const items = [
    ...(isMine ? [{ key: 'hand_over', label: tf('hand_over') }, { type: 'divider' as const }] : []),
    { key: 'search', label: t('search_room') },
    { key: 'card', label: t('order_card') },
    { key: 'pin', label: t(pane.is_pinned ? 'pane_unpin' : 'pane_pin') },
    { key: 'live', label: t(isLive ? 'pane_live_off' : 'pane_live_on') },
    { key: 'alone', label: t(isAlone ? 'pane_together' : 'pane_alone'), disabled: count < 2 },
    { key: 'own_window', label: t('pane_own_window') },
    { key: 'left', label: t('pane_left'), disabled: index === 0 },
    { key: 'right', label: t('pane_right'), disabled: index >= count - 1 },
  ];
  const deeds: Record<string, () => void> = {
    hand_over: () => askToHandOver({ desk }, room.id),
    search: () => desk.setState({ searching: room.id }),
    card: () => desk.arrange((layout) => toggleCard(layout, index)),
    pin: () => desk.arrange((layout) => togglePin(layout, index)),
    live: () => toggleLive(desk),
    alone: () => desk.arrange((layout) => toggleAlone(focusPane(layout, index))),
    own_window: () => popouts.open(index),
    left: () => desk.arrange((layout) => swapPanes(layout, index, index - 1)),
    right: () => desk.arrange((layout) => swapPanes(layout, index, index + 1)),
  };
  return (
    <Dropdown menu={{ items, onClick: ({ key }) => deeds[key]?.() }} trigger={['click']} placement="bottomRight" autoFocus>
      <button type="button" className="icon-button pane-menu" aria-label={t('pane_menu')} title={t('pane_menu')} aria-haspopup="menu">
        <LayoutIcon />
      </button>
    </Dropdown>
  );
}
