import { ConfirmDialog } from '../../chat/ConfirmDialog';
import { useConsole, useT } from '../context';
import { unsentOf } from '../unsent';

/** Asks whether to sign out though something has not been sent: it is erased with everything else. */
export function SignOut({ onClose }: { onClose: () => void }) {
  const t = useT();
  const { sync, me, signOut } = useConsole();
  return <ConfirmDialog question={t('sign_out_unsent', { count: unsentOf(sync, me.id) })} confirm={t('sign_out')} onConfirm={() => void signOut(true)} onCancel={onClose} />;
}
