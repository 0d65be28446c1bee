import { useTexts } from '../../chat/language';
import { consoleTexts } from '../texts';

const ROWS = [62, 48, 70, 55, 66, 44, 58, 72];

/** The list's shape before the first catch-up. */
export function RowSkeletons() {
  const t = useTexts(consoleTexts);
  return (
    <div className="room-list" role="status" aria-label={t('loading_chats')}>
      {ROWS.map((width, index) => (
        <div key={index} className="row-ghost" aria-hidden="true">
          <span className="ghost ghost-avatar" />
          <span className="ghost-lines">
            <span className="ghost" style={{ width: `${width - 20}%` }} />
            <span className="ghost" style={{ width: `${width}%` }} />
            <span className="ghost" style={{ width: `${width + 20}%` }} />
          </span>
        </div>
      ))}
    </div>
  );
}
