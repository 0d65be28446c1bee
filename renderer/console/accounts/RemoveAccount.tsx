import { useStore } from 'zustand';
import { useTexts } from '../../chat/language';
import type { Host } from '../host';
import { accountsTexts } from './accounts_texts';

/** Gives up an account to which nobody is signed in, as long as there are others. */
export function RemoveAccount({ host }: { host: Host }) {
  const t = useTexts(accountsTexts);
  const isOne = useStore(host.state, (state) => state.accounts.length < 2);
  const { accounts } = host;
  if (accounts === null || isOne) return null;
  return (
    <button type="button" className="link-button" onClick={() => accounts.remove()}>
      {t('remove')}
    </button>
  );
}
