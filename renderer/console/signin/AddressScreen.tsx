import { Button, Input } from 'antd';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useTexts } from '../../chat/language';
import { RemoveAccount } from '../accounts/RemoveAccount';
import type { Gate } from '../gate';
import type { FailureCode, Host } from '../host';
import { consoleTexts } from '../texts';
import { serverAddress } from './server_address';
import { SignInCard } from './SignInCard';

/** The desktop's first question: where is the server? Asked once and remembered. */
export function AddressScreen({ host, gate }: { host: Host; gate: Gate }) {
  const t = useTexts(consoleTexts);
  const [address, setAddress] = useState(host.state.getState().server ?? '');
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  const explain = (code: FailureCode): string => {
    if (code === 'insecure') return t('address_insecure');
    if (code === 'not_orderline' || code === 'not_found') return t('address_not_orderline');
    if (code === 'bad_request') return t('address_bad');
    return t('address_offline');
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const url = serverAddress(address);
    if (url === null) return setError(t('address_bad'));
    setError(null);
    setIsBusy(true);
    const result = await gate.setServer(url);
    setIsBusy(false);
    if (!result.ok) setError(explain(result.code));
  };

  return (
    <SignInCard title={t('address_title')}>
      <form className="form" onSubmit={(event) => void submit(event)} noValidate>
        <p className="form-hint">{t('address_hint')}</p>
        <label className="field">
          <span className="field-label">{t('address_label')}</span>
          <Input
            size="large"
            autoFocus
            inputMode="url"
            autoComplete="url"
            spellCheck={false}
            placeholder={t('address_example')}
            value={address}
            status={error ? 'error' : ''}
            aria-invalid={error !== null}
            aria-describedby="address-error"
            onChange={(event) => {
              setError(null);
              setAddress(event.target.value);
            }}
          />
        </label>
        <p id="address-error" className="form-error" role="alert">
          {error}
        </p>
        <Button type="primary" size="large" htmlType="submit" block loading={isBusy}>
          {t('address_next')}
        </Button>
        <RemoveAccount host={host} />
      </form>
    </SignInCard>
  );
}
