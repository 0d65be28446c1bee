import { Button } from 'antd';
import { useState } from 'react';
import { peekDraft } from '../../sync/drafts';
import { useConsole, useT } from '../context';

/** In place of a chat that went to somebody else while it was open: that it did, and what was being written in it. */
export function GonePane({ room, onClose }: { room: number; onClose: () => void }) {
  const t = useT();
  const { sync, me } = useConsole();
  // The server forgets it with the seat; for whoever wrote it, it stays until he closes the chat.
  const [unsent] = useState(() => peekDraft(me.id, room, sync.server));
  return (
    <div className="empty">
      <p className="empty-title">{t('room_gone')}</p>
      {unsent.trim() !== '' && (
        <label className="gone-unsent">
          <span className="soft">{t('room_gone_unsent')}</span>
          <textarea readOnly rows={4} dir="auto" value={unsent} onFocus={(event) => event.target.select()} />
        </label>
      )}
      <Button onClick={onClose}>{t('close_pane')}</Button>
    </div>
  );
}
