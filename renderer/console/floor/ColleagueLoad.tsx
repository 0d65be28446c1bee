import type { FloorExpert } from '../../../protocol/floor';
import { timeText } from '../../chat/dates';
import { useLanguage, useTexts } from '../../chat/language';
import { floorTexts } from './floor_texts';

/** How much a colleague has, and whether he is there, in words. */
export function ColleagueLoad({ expert }: { expert: FloorExpert }) {
  const t = useTexts(floorTexts);
  const language = useLanguage();
  const { open, capacity, is_away, away_until, is_online } = expert;
  const load = capacity === null ? t('load_open', { count: open, open }) : t('load', { open, capacity });
  const state = is_away ? (away_until === null ? t('is_away') : t('is_away_until', { time: timeText(away_until, language) })) : is_online ? null : t('is_offline');
  return <span className={`floor-load ${capacity !== null && open >= capacity ? 'is-full' : ''}`}>{[load, state].filter((text) => text !== null).join(' · ')}</span>;
}
