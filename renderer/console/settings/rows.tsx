import { Segmented, Switch } from 'antd';
import { useId } from 'react';
import type { ReactNode } from 'react';

/** A part of the settings under its own heading. */
export function SettingsGroup({ title, children, aside }: { title: string; children: ReactNode; aside?: ReactNode }) {
  const id = useId();
  return (
    <section className="settings-group" aria-labelledby={id}>
      <div className="settings-heading">
        <h3 id={id}>{title}</h3>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** One thing that is on or off. */
export function SwitchRow({ name, is_on, onChange, is_disabled = false }: { name: string; is_on: boolean; onChange: (isOn: boolean) => void; is_disabled?: boolean }) {
  const id = useId();
  return (
    <div className="settings-row">
      <label htmlFor={id} className="settings-name">
        {name}
      </label>
      <Switch id={id} size="small" aria-label={name} checked={is_on} disabled={is_disabled} onChange={onChange} />
    </div>
  );
}

export type ChoiceRowProps<T extends string> = { name: string; value: T; options: readonly { value: T; label: string }[]; onChange: (value: T) => void };

/** One choice of a few. */
export function ChoiceRow<T extends string>({ name, value, options, onChange }: ChoiceRowProps<T>) {
  return (
    <div className="settings-row settings-row-choice">
      <span className="settings-name" aria-hidden="true">
        {name}
      </span>
      <Segmented<T> size="small" tabIndex={-1} aria-label={name} value={value} options={[...options]} onChange={onChange} />
    </div>
  );
}
