import { Button } from 'antd';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { Condition, SavedView, ViewRule } from '../../../protocol/views';
import { CONDITIONS_MAX, VIEW_NAME_MAX } from '../../../protocol/limits';
import { useLanguage, useTexts } from '../../chat/language';
import { countRooms } from '../../store/views';
import { useChat, useConsole } from '../context';
import { PlusIcon } from '../icons';
import { teamProblem } from '../team/SeatActions';
import { ConditionRow, isComplete } from './ConditionRow';
import { viewTexts } from './view_texts';

const FIRST: Condition = { about: 'state', is: 'owed' };

/** Name and conditions of a view, and how many chats it has now. */
export function ViewForm({ view, onDone }: { view: SavedView | null; onDone: () => void }) {
  const t = useTexts(viewTexts);
  const language = useLanguage();
  const { sync, desk, me } = useConsole();
  const [name, setName] = useState(view?.name ?? '');
  const [rule, setRule] = useState<ViewRule>(view?.rule ?? { join: 'all', conditions: [FIRST] });
  const [problem, setProblem] = useState('');
  const [isSaving, setIsSaving] = useState(false);
  const isWhole = rule.conditions.every(isComplete);
  const count = useChat((state) => (isWhole ? countRooms(state.rooms, rule, me.id) : 0));
  const { conditions } = rule;
  const replace = (index: number, ...by: Condition[]) => setRule({ ...rule, conditions: conditions.toSpliced(index, 1, ...by) });

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '' || !isWhole) return setProblem(t('incomplete'));
    setProblem('');
    setIsSaving(true);
    try {
      if (view) await sync.shelf?.changeView({ ...view, name, rule });
      else {
        const made = await sync.shelf?.makeView({ name, rule });
        if (made) desk.setState({ filter: `view:${made.id}` });
      }
      onDone();
    } catch (error) {
      setIsSaving(false);
      setProblem((error as { code?: unknown }).code === 'conflict' ? t('too_many') : teamProblem(error, language));
    }
  };

  return (
    <form className="dialog-column" onSubmit={(event) => void save(event)}>
      <label className="field">
        <span className="field-label">{t('name')}</span>
        <input className="plain-field" data-autofocus dir="auto" maxLength={VIEW_NAME_MAX} value={name} onChange={(event) => setName(event.target.value)} />
      </label>
      <label className="view-join">
        <span className="field-label">{t('join')}</span>
        <select className="view-select" value={rule.join} onChange={(event) => setRule({ ...rule, join: event.target.value === 'any' ? 'any' : 'all' })}>
          <option value="all">{t('join_all')}</option>
          <option value="any">{t('join_any')}</option>
        </select>
      </label>
      <ul className="view-rows" aria-label={t('conditions')}>
        {conditions.map((condition, index) => (
          <li key={index}>
            <ConditionRow condition={condition} number={index + 1} onChange={(next) => replace(index, next)} onRemove={() => replace(index)} />
          </li>
        ))}
      </ul>
      {conditions.length === 0 && <p className="form-hint">{t('no_conditions')}</p>}
      <div>
        <Button size="small" icon={<PlusIcon size={14} />} disabled={conditions.length >= CONDITIONS_MAX} onClick={() => setRule({ ...rule, conditions: [...conditions, FIRST] })}>
          {t('add_condition')}
        </Button>
      </div>
      <p className="form-error" role="alert">
        {problem}
      </p>
      <div className="view-foot">
        <p className="view-count" role="status">
          {isWhole && t('count', { count })}
        </p>
        <div className="form-buttons">
          <Button onClick={onDone}>{t('cancel')}</Button>
          <Button type="primary" htmlType="submit" disabled={isSaving}>
            {t('save')}
          </Button>
        </div>
      </div>
    </form>
  );
}
