import { Button } from 'antd';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useTexts } from '../../chat/language';
import { CodeField } from './CodeField';
import { signInTexts } from './sign_in_texts';
import { SignInCard } from './SignInCard';

export type CodeStepProps = { error: string | null; is_busy: boolean; is_waiting: boolean; onCode: (code: string) => void; onBack: () => void };

/** The sign-in's second question, for accounts with a second factor. */
export function CodeStep({ error, is_busy, is_waiting, onCode, onBack }: CodeStepProps) {
  const t = useTexts(signInTexts);
  const [code, setCode] = useState('');
  const [isEmpty, setIsEmpty] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsEmpty(code.trim() === '');
    if (!is_busy && !is_waiting && code.trim() !== '') onCode(code.trim());
  };
  const said = isEmpty ? t('fill_code') : error;
  return (
    <SignInCard title={t('code_title')}>
      <form className="form" onSubmit={submit} noValidate>
        <p className="form-hint">{t('code_hint')}</p>
        <CodeField value={code} onChange={setCode} auto_focus is_wrong={said !== null && !is_waiting} described_by="sign-in-error" />
        <p id="sign-in-error" className="form-error" role="alert">
          {said}
        </p>
        <Button type="primary" size="large" htmlType="submit" block loading={is_busy} disabled={is_waiting}>
          {t('confirm')}
        </Button>
        <button type="button" className="link-button sign-in-link" onClick={onBack}>
          {t('back')}
        </button>
      </form>
    </SignInCard>
  );
}
