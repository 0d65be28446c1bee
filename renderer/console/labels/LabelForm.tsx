import { Button } from 'antd';
import { useId, useState } from 'react';
import type { FormEvent } from 'react';
import type { Label, LabelColor } from '../../../protocol/labels';
import { LABEL_COLORS, LABEL_NAME_MAX } from '../../../protocol/limits';
import { useLanguage, useTexts } from '../../chat/language';
import { useConsole } from '../context';
import { teamProblem } from '../team/SeatActions';
import { labelTexts } from './label_texts';

/** Renames a label, gives it another colour, retires it or brings it back. */
export function LabelForm({ label, onDone }: { label: Label; onDone: () => void }) {
  const t = useTexts(labelTexts);
  const language = useLanguage();
  const { sync } = useConsole();
  const [name, setName] = useState(label.name);
  const [color, setColor] = useState<LabelColor>(label.color);
  const [problem, setProblem] = useState('');
  const id = useId();
  const change = (fields: { name?: string; color?: LabelColor; is_retired?: boolean }) => {
    setProblem('');
    sync.shelf?.changeLabel({ id: label.id, ...fields }).then(onDone, (error: { code?: unknown }) => setProblem(error.code === 'conflict' ? t('taken') : teamProblem(error, language)));
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') change({ name, color });
  };
  return (
    <form className="label-form" onSubmit={onSubmit}>
      <label className="field">
        <span className="field-label">{t('name')}</span>
        <input className="plain-field" autoFocus dir="auto" maxLength={LABEL_NAME_MAX} value={name} onChange={(event) => setName(event.target.value)} aria-describedby={`${id}-problem`} />
      </label>
      <fieldset className="label-colors">
        <legend className="field-label">{t('color')}</legend>
        {LABEL_COLORS.map((one) => (
          <label key={one}>
            <input type="radio" name={id} checked={color === one} onChange={() => setColor(one)} />
            <span className={`label-dot label-${one}`} />
            {t(`color_${one}`)}
          </label>
        ))}
      </fieldset>
      <p className="form-hint">{t('retire_hint')}</p>
      <p id={`${id}-problem`} className="form-error" role="alert">
        {problem}
      </p>
      <div className="form-buttons">
        <Button onClick={() => change({ is_retired: !label.is_retired })}>{t(label.is_retired ? 'bring_back' : 'retire')}</Button>
        <Button onClick={onDone}>{t('cancel')}</Button>
        <Button type="primary" htmlType="submit" disabled={name.trim() === ''}>
          {t('save')}
        </Button>
      </div>
    </form>
  );
}
