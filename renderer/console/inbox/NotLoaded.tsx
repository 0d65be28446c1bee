import { Button } from 'antd';
import { errorText } from '../../../protocol/errors';
import { useLasting } from '../../chat/Connection';
import { useLanguage } from '../../chat/language';
import { useChat, useConsole, useT } from '../context';
import { RowSkeletons } from './RowSkeletons';

/** A first load may take so long before somebody has to be told. */
const PATIENCE_MS = 4_000;

/** In place of a list of which nothing is known yet: its outline, and when it does not come, why, and what can be done. */
export function NotLoaded() {
  const t = useT();
  const language = useLanguage();
  const { sync } = useConsole();
  const problem = useChat((state) => state.problem);
  const isCutOff = useLasting(useChat((state) => state.connection !== 'online'), PATIENCE_MS);
  if (!isCutOff) return <RowSkeletons />;
  return (
    <div className="room-list">
      <div className="empty" role="status">
        <p className="empty-title">{t('not_loaded')}</p>
        <p className="empty-hint">{problem && problem !== 'offline' ? `${errorText(problem, language)}. ${t('not_loaded_wait')}` : t('not_loaded_hint')}</p>
        <Button onClick={() => sync.wake()}>{t('reconnect_now')}</Button>
      </div>
    </div>
  );
}
