import { Input } from 'antd';
import { useTexts } from '../../chat/language';
import { signInTexts } from './sign_in_texts';

export type CodeFieldProps = { value: string; onChange: (value: string) => void; auto_focus: boolean; is_wrong: boolean; described_by: string; label?: string; is_small?: boolean };

/** A code of the second factor: digits, or a recovery code. */
export function CodeField({ value, onChange, auto_focus, is_wrong, described_by, label, is_small = false }: CodeFieldProps) {
  const t = useTexts(signInTexts);
  return (
    <label className="field">
      <span className="field-label">{label ?? t('code')}</span>
      <Input
        size={is_small ? 'middle' : 'large'}
        className="code-field"
        name="code"
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={40}
        autoFocus={auto_focus}
        value={value}
        status={is_wrong ? 'error' : ''}
        aria-invalid={is_wrong}
        aria-describedby={described_by}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}
