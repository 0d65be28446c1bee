import { useEffect } from 'react';
import { useConsole, useDesk, useT } from './context';

const SHOWN_MS = 3_500;

/** A word about a key that led nowhere, or did what is not seen at once; it goes by itself. */
export function DeskNotice() {
  const t = useT();
  const { desk } = useConsole();
  const notice = useDesk((state) => state.notice);
  useEffect(() => {
    if (!notice) return;
    const timer = setTimeout(() => desk.setState({ notice: null }), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [desk, notice]);
  return (
    <div className="desk-notice-place" role="status">
      {notice && <p className="desk-notice">{t(`notice_${notice.about}`, { name: notice.name ?? '' })}</p>}
    </div>
  );
}
