import type { MenuProps } from 'antd';
import type { Room } from '../../../protocol/entities';
import { useLanguage, useTexts } from '../../chat/language';
import { useConsole } from '../context';
import { ActionKeys } from '../IconButton';
import type { ActionId } from '../actions';
import { DoneIcon, ReopenIcon, SnoozeIcon, WaiveIcon } from '../icons';
import { decide, offersOf } from './decide';
import { snoozePresets } from './snooze_presets';
import { presetText } from './snooze_text';
import { askUntil } from './triage_actions';
import { triageTexts } from './triage_texts';

type Items = NonNullable<MenuProps['items']>;

/** What can be decided about the room, as items of a menu; `choose` says whether the key was one of them. */
export function useTriageItems(room: Room): { items: Items; choose(key: string): boolean } {
  const t = useTexts(triageTexts);
  const language = useLanguage();
  const value = useConsole();
  const offers = offersOf(room);
  const now = new Date();
  const presets = snoozePresets(now);
  const withKeys = (name: string, id: ActionId) => (
    <span className="menu-line">
      {name} <ActionKeys id={id} />
    </span>
  );
  const snoozes: Items = presets.map(({ preset, moment }) => ({
    key: `snooze ${preset}`,
    label: (
      <span className="menu-line">
        {t(preset)} <span className="menu-soft">{presetText(preset, moment, now, language)}</span>
      </span>
    ),
  }));
  const items: Items = [
    ...(offers.waive ? [{ key: 'waive', icon: <WaiveIcon />, label: withKeys(t('waive'), 'waive') }] : []),
    { key: 'snooze', icon: <SnoozeIcon />, label: t(room.state === 'snoozed' ? 'resnooze' : 'snooze'), className: 'snooze-submenu', children: [...snoozes, { type: 'divider' }, { key: 'snooze_pick', label: withKeys(t('pick_more'), 'snooze') }] },
    ...(offers.done ? [{ key: 'done', icon: <DoneIcon />, label: withKeys(t('done'), 'done') }] : []),
    ...(offers.reopen || offers.owe_again ? [{ key: 'reopen', icon: <ReopenIcon />, label: withKeys(t(offers.reopen ? 'reopen' : 'owe_again'), 'reopen') }] : []),
  ];
  return {
    items,
    choose(key) {
      const moment = presets.find(({ preset }) => key === `snooze ${preset}`)?.moment;
      if (moment) void decide(value, room, { action: 'snooze', until: moment.toISOString() });
      else if (key === 'snooze_pick') askUntil(value, room);
      else if (key === 'waive' || key === 'done' || key === 'reopen') void decide(value, room, { action: key });
      else return false;
      return true;
    },
  };
}
