import { Input } from 'antd';
import { useId, useState } from 'react';
import { useTexts } from '../../chat/language';
import { EyeIcon } from '../icons';
import { consoleTexts } from '../texts';

export type PasswordFieldProps = {
  value: string;
  onChange: (value: string) => void;
  auto_focus: boolean;
  is_wrong: boolean;
  /** Absent: the present password of the sign-in. */
  label?: string;
  is_new?: boolean;
  /** The element that says what is wrong with it. */
  described_by?: string;
  is_small?: boolean;
};

/** A password, with an eye to look at it. */
export function PasswordField({ value, onChange, auto_focus, is_wrong, label, is_new = false, described_by = 'sign-in-error', is_small = false }: PasswordFieldProps) {
  const t = useTexts(consoleTexts);
  const id = useId();
  const [isShown, setIsShown] = useState(false);
  const eye = (
    <button type="button" className="icon-button eye-button" aria-pressed={isShown} aria-label={t(isShown ? 'hide_password' : 'show_password')} onClick={() => setIsShown(!isShown)}>
      <EyeIcon />
    </button>
  );
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label ?? t('password')}
      </label>
      <Input
        id={id}
        size={is_small ? 'middle' : 'large'}
        type={isShown ? 'text' : 'password'}
        name={is_new ? 'new-password' : 'password'}
        autoComplete={is_new ? 'new-password' : 'current-password'}
        autoFocus={auto_focus}
        value={value}
        status={is_wrong ? 'error' : ''}
        aria-invalid={is_wrong}
        aria-describedby={described_by}
        onChange={(event) => onChange(event.target.value)}
        suffix={eye}
      />
    </div>
  );
}
