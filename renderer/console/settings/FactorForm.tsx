import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { useTexts } from '../../chat/language';
import { accountTexts } from './account_texts';

export type FactorFormProps = { error: string | null; error_id: string; is_busy: boolean; confirm: string; is_danger?: boolean; onSubmit: () => void; onCancel: () => void; children: ReactNode };

/** One step: fields, what is wrong, and the way on or back. */
export function FactorForm({ error, error_id, is_busy, confirm, is_danger = false, onSubmit, onCancel, children }: FactorFormProps) {
  const t = useTexts(accountTexts);
  const wrong = useRef<HTMLParagraphElement>(null);
  // On a low window it may stand beneath the edge.
  useEffect(() => {
    if (error !== null) wrong.current?.scrollIntoView({ block: 'nearest' });
  }, [error]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!is_busy) onSubmit();
  };
  return (
    <form className="form account-form" onSubmit={submit} noValidate>
      {children}
      <p id={error_id} ref={wrong} className="form-error" role="alert">
        {error}
      </p>
      <div className="form-buttons">
        <Button onClick={onCancel}>{t('cancel')}</Button>
        <Button type="primary" danger={is_danger} htmlType="submit" loading={is_busy}>
          {confirm}
        </Button>
      </div>
    </form>
  );
}
