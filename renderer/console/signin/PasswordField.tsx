import { Input } from 'antd';
import { useId, useState } from 'react';
import { useTexts } from '../../chat/language';
import { EyeIcon } from '../icons';
import { consoleTexts } from '../texts';

export type PasswordFieldProps = { value: string; onChange: (value: string) => void; auto_focus: boolean; is_wrong: boolean };

/** The password, with an eye to look at it. */
export function PasswordField({ value, onChange, auto_focus, is_wrong }: PasswordFieldProps) {
  const t = useTexts(consoleTexts);
  const id = useId();
  const [isShown, setIsShown] = useState(false);
  const eye = (
    <button type="button" className="eye-button" aria-pressed={isShown} aria-label={t(isShown ? 'hide_password' : 'show_password')} onClick={() => setIsShown(!isShown)}>
      <EyeIcon />
    </button>
  );
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {t('password')}
      </label>
      <Input
        id={id}
        size="large"
        type={isShown ? 'text' : 'password'}
        name="password"
        autoComplete="current-password"
        autoFocus={auto_focus}
        value={value}
        status={is_wrong ? 'error' : ''}
        aria-describedby="sign-in-error"
        onChange={(event) => onChange(event.target.value)}
        suffix={eye}
      />
    </div>
  );
}
