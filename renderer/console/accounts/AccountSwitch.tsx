import { useTexts } from '../../chat/language';
import { useConsole, useHost } from '../context';
import { comboText } from '../keys/combo';
import { accountCombo } from './account_keys';
import { accountsTexts } from './accounts_texts';
import './accounts.css';

const MOST = 99;

/** What tells an account from the others: the server where the names do not, as the main process puts it behind them. */
function shortName(label: string, server: string | null): string {
  const host = server === null ? '' : new URL(server).host;
  return host !== '' && label.endsWith(` · ${host}`) ? host : label;
}

/** The accounts of this program in one row, each a way to its window; nothing while there is only one. */
export function AccountSwitch() {
  const t = useTexts(accountsTexts);
  const { host, is_mac } = useConsole();
  const accounts = useHost((state) => state.accounts);
  if (host.accounts === null || accounts.length < 2) return null;
  return (
    <ul className="accounts" aria-label={t('accounts')}>
      {accounts.map(({ id, name, server, connection, number, is_own }, index) => {
        const label = name === '' ? t('new_account') : name;
        const trouble = connection === 'online' ? null : t(connection);
        return (
          <li key={id} className="accounts-item">
            <button
              type="button"
              className={`account-tab ${is_own ? 'is-own' : ''}`}
              aria-current={is_own ? 'true' : undefined}
              title={[label, server, trouble, comboText(accountCombo(index), is_mac)].filter(Boolean).join(' · ')}
              onClick={() => host.accounts?.show(id)}
            >
              {trouble !== null && <span className="account-trouble" aria-hidden="true" />}
              <span className="ellipsis">{shortName(label, server)}</span>
              {trouble !== null && <span className="visually-hidden">, {trouble}</span>}
              {number > 0 && <span className="account-number">{number > MOST ? `${MOST}+` : number}</span>}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
