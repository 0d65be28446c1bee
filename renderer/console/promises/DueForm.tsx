import { useId, useState } from 'react';
import { isInput } from '../../chat/elements';
import { useTexts } from '../../chat/language';
import { fromField, toField } from '../later/moments';
import { promisesTexts } from './promises_texts';
import './promises.css';

/** A field for the due time. It has no form of its own, because it may stand in the composer's. */
export function DueForm({ due_at, onChoose, onClose }: { due_at: string; onChoose: (due_at: string) => void; onClose: () => void }) {
  const t = useTexts(promisesTexts);
  const [field, setField] = useState(() => toField(new Date(due_at)));
  const [isPast, setIsPast] = useState(false);
  const id = useId();
  const choose = () => {
    const moment = fromField(field);
    if (moment === null || moment.getTime() <= Date.now()) return setIsPast(true);
    onChoose(moment.toISOString());
  };
  return (
    <span
      className="due-form"
      onKeyDown={(event) => {
        if (event.key === 'Enter' && isInput(event.target)) {
          event.preventDefault();
          choose();
        } else if (event.key === 'Escape') {
          event.preventDefault();
          event.stopPropagation();
          onClose();
        }
      }}
    >
      <label htmlFor={id}>{t('due_field')}</label>
      <input
        id={id}
        className="due-field"
        type="datetime-local"
        value={field}
        autoFocus
        onChange={(event) => {
          setField(event.target.value);
          setIsPast(false);
        }}
      />
      <span className="due-deeds">
        <button type="button" className="due-button is-main" onClick={choose}>
          {t('save')}
        </button>
        <button type="button" className="due-button" onClick={onClose}>
          {t('cancel_edit')}
        </button>
      </span>
      {isPast && (
        <span className="due-problem" role="alert">
          {t('past')}
        </span>
      )}
    </span>
  );
}
