import { useId } from 'react';
import { Button } from 'antd';
import { isInput } from '../../chat/elements';
import { fromField, toField } from './moments';
import './later.css';

export type MomentFieldProps = {
  label: string;
  /** As fields for date and time have it. */
  value: string;
  now: Date;
  deed: string;
  /** What is wrong with the moment, once it was chosen. */
  problem: string | null;
  onChange: (value: string) => void;
  onChoose: (moment: Date | null) => void;
};

/** A date and a time of one's own, and what is wrong with it. It is no form: it may stand in the composer's. */
export function MomentField({ label, value, now, deed, problem, onChange, onChoose }: MomentFieldProps) {
  const id = useId();
  const picked = fromField(value);
  return (
    <>
      <div
        className="when-own"
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !isInput(event.target)) return;
          event.preventDefault();
          event.stopPropagation();
          onChoose(picked);
        }}
      >
        <label className="when-label" htmlFor={id}>
          {label}
        </label>
        <input
          id={id}
          className="when-field"
          type="datetime-local"
          value={value}
          min={toField(now)}
          required
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : `${id}-problem`}
          onChange={(event) => onChange(event.target.value)}
        />
        <Button type="primary" size="small" disabled={picked === null} onClick={() => onChoose(picked)}>
          {deed}
        </Button>
      </div>
      {problem !== null && (
        <p id={`${id}-problem`} className="when-problem" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}
