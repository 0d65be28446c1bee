import { useEffect } from 'react';
import { errorText } from '../../../protocol/errors';
import { chatTexts } from '../../chat/chat_texts';
import { useLanguage, useTexts } from '../../chat/language';
import { useConsole, useDesk } from '../context';
import { ActionKeys, IconButton } from '../IconButton';
import { CloseIcon } from '../icons';
import { bulkTexts } from './bulk_texts';
import { undoBulk } from './run';
import type { BulkRun, MacroDeed } from './run';
import './bulk.css';

/** A deed that worked out for all goes by itself after this time; failures stay until they are put away. */
const SHOWN_MS = 12_000;

function textOf(deed: Exclude<BulkRun['deed'], MacroDeed>) {
  if (deed === 'undo') return 'did_undo';
  if (deed.kind === 'triage') return `did_${deed.decision.action}` as const;
  if (deed.kind === 'label') return deed.is_on ? 'did_label_on' : 'did_label_off';
  return ({ invite: 'did_invite', return: 'did_return', offer: 'did_offer' } as const)[deed.kind];
}

/** How far a deed on many rooms is, what became of it, with whom it did not work out and why, and the way back. */
export function BulkOutcome() {
  const t = useTexts(bulkTexts);
  const tc = useTexts(chatTexts);
  const language = useLanguage();
  const value = useConsole();
  const { desk } = value;
  const bulk = useDesk((state) => state.bulk);
  const isSettled = bulk !== null && !bulk.is_running && bulk.failed.length === 0;
  useEffect(() => {
    if (!isSettled) return;
    const timer = setTimeout(() => desk.setState(({ bulk: now }) => (now === bulk ? { bulk: null } : {})), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [desk, bulk, isSettled]);
  return (
    <div role="status">
      {bulk && (
        <div className="bulk-result">
          <div className="bulk-result-line">
            <span className="bulk-result-text">{bulk.is_running ? t('running', { done: bulk.done, total: bulk.total }) : bulk.deed !== 'undo' && bulk.deed.kind === 'macro' ? t('did_macro', { name: bulk.deed.name }) : t(textOf(bulk.deed), { count: bulk.changed })}</span>
            {!bulk.is_running && bulk.undo.length > 0 && (
              <button type="button" className="link-button" onClick={() => void undoBulk(value)}>
                {t('undo')} <ActionKeys id="undo_bulk" />
              </button>
            )}
            {!bulk.is_running && (
              <IconButton name={t('close')} onClick={() => desk.setState({ bulk: null })}>
                <CloseIcon size={14} />
              </IconButton>
            )}
          </div>
          {bulk.failed.length > 0 && (
            <>
              <span className="bulk-failed-count">{t('failed', { count: bulk.failed.length })}</span>
              <ul className="bulk-failed" tabIndex={0}>
                {bulk.failed.map(({ room, order, code }) => (
                  <li key={room}>{t('failed_room', { order, reason: code === 'offline' ? tc('offline_try_later') : errorText(code, language) })}</li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
    </div>
  );
}
