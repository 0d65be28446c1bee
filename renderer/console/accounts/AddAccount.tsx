import { Button } from 'antd';
import { ACCOUNTS_MAX } from '../../../protocol/limits';
import { useTexts } from '../../chat/language';
import { useConsole, useHost } from '../context';
import { SettingsGroup } from '../settings/rows';
import { accountsTexts } from './accounts_texts';

/** One more account beside this one; a browser has one. */
export function AddAccount() {
  const t = useTexts(accountsTexts);
  const { host } = useConsole();
  const accounts = useHost((state) => state.accounts);
  const { accounts: ways } = host;
  if (ways === null) return null;
  return (
    <SettingsGroup
      title={t('accounts')}
      aside={
        <Button size="small" disabled={accounts.length >= ACCOUNTS_MAX} onClick={() => ways.add()}>
          {t('add')}
        </Button>
      }
    >
      <p className="settings-hint soft">{t('add_hint')}</p>
    </SettingsGroup>
  );
}
