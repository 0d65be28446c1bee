import { Button } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import type { FactorState } from '../../../protocol/answers';
import { useTexts } from '../../chat/language';
import { useConsole, useT } from '../context';
import { accountTexts } from './account_texts';
import { FactorEnrolment } from './FactorEnrolment';
import { FactorRemoval } from './FactorRemoval';
import { SettingsGroup } from './rows';

/** Whether the sign-in asks for a code, and how to change that. */
export function SecondFactor() {
  const t = useTexts(accountTexts);
  const tc = useT();
  const { session } = useConsole();
  const [state, setState] = useState<FactorState | 'failed' | null>(null);
  const [isOpen, setIsOpen] = useState(false);

  const load = useCallback(async () => {
    const result = await session.account.factor();
    setState(result.ok ? result.body : 'failed');
  }, [session]);
  useEffect(() => {
    // State changes only after the answer has come.
    void load();
  }, [load]);
  const close = () => {
    setIsOpen(false);
    void load();
  };

  const known = state === 'failed' ? null : state;
  return (
    <SettingsGroup
      title={t('factor')}
      aside={
        known &&
        !isOpen && (
          <Button size="small" onClick={() => setIsOpen(true)}>
            {t(known.is_on ? 'factor_disable' : 'factor_enable')}
          </Button>
        )
      }
    >
      {state === null && <span className="ghost ghost-row" />}
      {state === 'failed' && (
        <p className="settings-note" role="alert">
          {t('factor_failed')}
          <Button size="small" onClick={() => void load()}>
            {tc('try_again')}
          </Button>
        </p>
      )}
      {known && !isOpen && (
        <p className="settings-empty soft" role="status">
          {t(known.is_on ? 'factor_on' : 'factor_off')} {known.is_on && t('codes_left', { count: known.recovery_codes_left })}
        </p>
      )}
      {known && isOpen && (known.is_on ? <FactorRemoval onEnd={close} /> : <FactorEnrolment onEnd={close} />)}
    </SettingsGroup>
  );
}
