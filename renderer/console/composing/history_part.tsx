import { useEffect, useMemo, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Message, MessageVersion } from '../../../protocol/entities';
import type { UsePart } from '../../chat/composer_part';
import { fullText } from '../../chat/dates';
import { useLanguage, useTexts } from '../../chat/language';
import { useOwnDocument } from '../../chat/own_document';
import type { Sync } from '../../sync/sync';
import { Dialog } from '../dialogs/Dialog';
import { composingConsoleTexts } from './texts';

/** What an edited message said before, for experts. */
export const useHistoryPart: UsePart = ({ sync }) => {
  const t = useTexts(composingConsoleTexts);
  const [shown, setShown] = useState<Message | null>(null);
  const view = useOwnDocument();
  const actions = useMemo(
    () => [
      {
        key: 'history',
        icon: 'history' as const,
        label: t('history'),
        isOffered: (message: Message) => message.edited_at !== null && message.deleted_at === null,
        run: setShown,
      },
    ],
    [t],
  );
  return { actions, above: shown && createPortal(<History sync={sync} message={shown} onClose={() => setShown(null)} />, view.body) };
};

function History({ sync, message, onClose }: { sync: Sync; message: Message; onClose(): void }) {
  const t = useTexts(composingConsoleTexts);
  const language = useLanguage();
  const [versions, setVersions] = useState<readonly MessageVersion[] | null>(null);
  const [hasFailed, setHasFailed] = useState(false);
  useEffect(() => {
    let isOver = false;
    sync.historyOf(message.id).then(
      (found) => !isOver && setVersions(found),
      () => !isOver && setHasFailed(true),
    );
    return () => {
      isOver = true;
    };
  }, [sync, message.id]);
  return (
    <Dialog title={t('history')} onClose={onClose} className="dialog-small">
      {hasFailed && (
        <p className="form-error" role="alert">
          {t('history_failed')}
        </p>
      )}
      <ol className="versions" reversed>
        {[...(versions ?? [])].reverse().map((version) => (
          <li key={version.rev} className="version">
            <span className="version-when">
              <time dateTime={version.written_at}>{fullText(version.written_at, language)}</time>
              {version.replaced_at === null && <span className="version-now">{t('history_now')}</span>}
            </span>
            <bdi dir="auto" className="version-text">
              {version.text}
            </bdi>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
