import { useLanguage, useTexts } from '../../chat/language';
import { totals } from '../../store/select';
import { useChat, useHost } from '../context';
import type { WhyCount } from './why';
import { whyTexts } from './why_texts';

const COUNTS = { unread_messages: 'unread', unread_rooms: 'unread_rooms', owed_rooms: 'owed' } as const satisfies Record<string, WhyCount>;

/** The number that tray, badge and title show now; a click says what it is made of. */
export function BadgeNow() {
  const t = useTexts(whyTexts);
  const language = useLanguage();
  const badge = useHost((state) => state.settings.badge);
  const sums = useChat(totals);
  const number = { unread_messages: sums.unread_count, unread_rooms: sums.unread_rooms, owed_rooms: sums.owed_rooms }[badge];
  return (
    <div className="settings-row">
      <span className="settings-name">{t('badge_now')}</span>
      <button type="button" className="badge-now" data-why={COUNTS[badge]} title={t('why')}>
        {number.toLocaleString(language)}
        <span className="visually-hidden">. {t('why')}</span>
      </button>
    </div>
  );
}
