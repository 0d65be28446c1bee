import { useEffect, useState } from 'react';
import type { Connection } from '../store/chat';
import { chatTexts } from './chat_texts';
import { useTexts } from './language';

/** A short break heals by itself before anybody needs to know. */
const QUIET_MS = 1_500;

/** A dot that says whether the page speaks with the server. */
export function ConnectionDot({ connection, has_text = false }: { connection: Connection; has_text?: boolean }) {
  const t = useTexts(chatTexts);
  const text = t(`connection_${connection}`);
  return (
    <span className="connection" data-connection={connection} title={text}>
      <span className={`connection-dot connection-${connection}`} aria-hidden="true" />
      <span className={has_text ? 'connection-text' : 'visually-hidden'}>{text}</span>
    </span>
  );
}

/** Tells of a break that lasts longer than a moment. */
export function ConnectionBanner({ connection }: { connection: Connection }) {
  const t = useTexts(chatTexts);
  const isLong = useLasting(connection === 'offline' || connection === 'connecting', QUIET_MS);
  return (
    <div className="connection-banner-place" role="status">
      {isLong && (
        <div className="connection-banner">
          <span className="connection-dot connection-offline" aria-hidden="true" />
          {t('reconnecting')}
        </div>
      )}
    </div>
  );
}

/** True once the condition has held for this long; false at once when it ends. */
export function useLasting(condition: boolean, ms: number): boolean {
  const [hasLasted, setHasLasted] = useState(false);
  useEffect(() => {
    if (!condition) return;
    const timer = setTimeout(() => setHasLasted(true), ms);
    return () => {
      clearTimeout(timer);
      setHasLasted(false);
    };
  }, [condition, ms]);
  return condition && hasLasted;
}
