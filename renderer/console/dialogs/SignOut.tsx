import { ConfirmDialog } from '../../chat/ConfirmDialog';
import { useConsole, useT } from '../context';
import { unsentOf } from '../unsent';

/** Asks whether to sign out: by key it is too near to other things, and what has not been sent is erased with everything else. */
export function SignOut({ onClose }: { onClose: () => void }) {
  const t = useT();
  const { sync, me, signOut } = useConsole();
  const unsent = unsentOf(sync, me.id);
  return <ConfirmDialog question={unsent === 0 ? t('sign_out_sure') : t('sign_out_unsent', { count: unsent })} confirm={t('sign_out')} onConfirm={() => void signOut(true)} onCancel={onClose} />;
}
