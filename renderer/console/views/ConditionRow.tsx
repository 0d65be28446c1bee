import { useMemo } from 'react';
import type { Condition } from '../../../protocol/views';
import { SEARCH_TEXT_MAX } from '../../../protocol/limits';
import { orderStatusText } from '../../chat/order_status';
import { useLanguage, useTexts } from '../../chat/language';
import { cleanName } from '../../chat/names';
import { statusKey } from '../../store/views';
import { useChat } from '../context';
import { IconButton } from '../IconButton';
import { CloseIcon } from '../icons';
import { viewTexts } from './view_texts';

const ABOUT = ['state', 'status', 'label', 'expert', 'unread', 'text'] as const satisfies readonly Condition['about'][];
const STATES = ['owed', 'waiting', 'snoozed', 'done'] as const;
const WHOSE = ['me', 'colleague', 'nobody'] as const;
const USUAL = ['new', 'in_progress', 'done'];

/** Whether something is chosen or written. */
export function isComplete(condition: Condition): boolean {
  if (condition.about === 'label') return condition.is > 0;
  return condition.about === 'unread' || condition.is.trim() !== '';
}

type Row = { condition: Condition; number: number; onChange(next: Condition): void; onRemove(): void };

/** One condition of a view: what it is about, whether it has to hold or not to hold, and the value. */
export function ConditionRow({ condition, number, onChange, onRemove }: Row) {
  const t = useTexts(viewTexts);
  const labels = useChat((state) => state.labels);
  const begin = (about: Condition['about']): Condition => {
    if (about === 'state') return { about, is: 'owed' };
    if (about === 'status') return { about, is: 'in_progress' };
    if (about === 'label') return { about, is: labels[0]?.id ?? 0 };
    if (about === 'expert') return { about, is: 'me' };
    return about === 'unread' ? { about } : { about, is: '' };
  };
  return (
    <div className="view-condition">
      <select className="view-select" aria-label={t('about', { number })} value={condition.about} onChange={(event) => onChange(begin(ABOUT.find((one) => one === event.target.value) ?? 'state'))}>
        {ABOUT.map((one) => (
          <option key={one} value={one}>
            {t(`about_${one}`)}
          </option>
        ))}
      </select>
      <select className="view-select" aria-label={t('is_or_not', { number })} value={condition.is_not ? 'not' : 'is'} onChange={(event) => onChange({ ...condition, is_not: event.target.value === 'not' })}>
        <option value="is">{t(`is_${condition.about}`)}</option>
        <option value="not">{t(`not_${condition.about}`)}</option>
      </select>
      <Value condition={condition} number={number} onChange={onChange} />
      <IconButton name={t('remove_condition', { number })} onClick={onRemove}>
        <CloseIcon size={14} />
      </IconButton>
    </div>
  );
}

function Value({ condition, number, onChange }: Omit<Row, 'onRemove'>) {
  const t = useTexts(viewTexts);
  const language = useLanguage();
  const labels = useChat((state) => state.labels);
  const rooms = useChat((state) => state.rooms);
  const current = condition.about === 'status' ? condition.is : '';
  const statuses = useMemo(() => {
    const found = new Set([...USUAL, ...[...rooms.values()].map(({ room }) => statusKey(room.order_status))]);
    if (current !== '') found.add(statusKey(current));
    return [...found].sort();
  }, [rooms, current]);
  const name = t('value', { number });
  switch (condition.about) {
    case 'state':
      return <Choice name={name} value={condition.is} options={STATES.map((one) => [one, t(`state_${one}`)])} onChange={(is) => onChange({ ...condition, is: STATES.find((one) => one === is) ?? 'owed' })} />;
    case 'status':
      return <Choice name={name} value={statusKey(condition.is)} options={statuses.map((one) => [one, orderStatusText(one, language)])} onChange={(is) => onChange({ ...condition, is })} />;
    case 'expert':
      return <Choice name={name} value={condition.is} options={WHOSE.map((one) => [one, t(`expert_${one}`)])} onChange={(is) => onChange({ ...condition, is: WHOSE.find((one) => one === is) ?? 'me' })} />;
    case 'label': {
      const known = labels.filter(({ id, is_retired }) => !is_retired || id === condition.is).map(({ id, name: word }) => [String(id), cleanName(word)] as const);
      const isKnown = labels.some(({ id }) => id === condition.is);
      const options = isKnown ? known : [[String(condition.is), t(condition.is === 0 ? 'no_labels' : 'gone')] as const, ...known];
      return <Choice name={name} value={String(condition.is)} options={options} onChange={(is) => onChange({ ...condition, is: Number(is) })} />;
    }
    case 'text':
      return <input className="plain-field" aria-label={name} dir="auto" maxLength={SEARCH_TEXT_MAX} placeholder={t('text_hint')} value={condition.is} onChange={(event) => onChange({ ...condition, is: event.target.value })} />;
    case 'unread':
      return <span />;
  }
}

function Choice({ name, value, options, onChange }: { name: string; value: string; options: readonly (readonly [string, string])[]; onChange(value: string): void }) {
  return (
    <select className="view-select" aria-label={name} value={value} onChange={(event) => onChange(event.target.value)}>
      {options.map(([key, text]) => (
        <option key={key} value={key}>
          {text}
        </option>
      ))}
    </select>
  );
}
