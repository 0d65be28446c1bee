import { useChat, useT } from '../context';

/** Says that something written in this room was refused and waits for a decision. */
export function FailedMark({ room }: { room: number }) {
  const t = useT();
  const hasFailed = useChat((state) => state.outbox.some((entry) => entry.room === room && entry.state === 'failed'));
  return hasFailed ? <span className="failed-mark">! {t('not_sent')}</span> : null;
}
