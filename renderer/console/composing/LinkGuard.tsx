import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useStore } from 'zustand';
import { useTexts } from '../../chat/language';
import { useConsole } from '../context';
import { Dialog } from '../dialogs/Dialog';
import { doubtfulHost, type DoubtfulHost } from './doubtful_host';
import { composingConsoleTexts } from './texts';

/** Asks before a link in a message is opened whose host may be made to look like another one, and shows what it really is. */
export function LinkGuard() {
  const t = useTexts(composingConsoleTexts);
  const [asked, setAsked] = useState<{ href: string; host: DoubtfulHost; view: Document } | null>(null);
  const windows = useStore(useConsole().popouts, (state) => state.windows);
  useEffect(() => {
    const views = [document, ...[...windows.values()].map((view) => view.document)];
    const onClick = (event: MouseEvent) => {
      // An element of another window is no instance of this one's classes.
      const link = (event.target as Element | null)?.closest?.<HTMLAnchorElement>('a.link');
      const host = link && doubtfulHost(link.textContent ?? '', link.href);
      if (!link || !host) return;
      event.preventDefault();
      event.stopPropagation();
      setAsked({ href: link.href, host, view: link.ownerDocument });
    };
    // The middle button opens links too.
    for (const view of views) for (const name of ['click', 'auxclick'] as const) view.addEventListener(name, onClick, true);
    return () => {
      for (const view of views) for (const name of ['click', 'auxclick'] as const) view.removeEventListener(name, onClick, true);
    };
  }, [windows]);
  if (!asked) return null;
  const open = () => {
    setAsked(null);
    window.open(asked.href, '_blank', 'noopener,noreferrer');
  };
  return createPortal(
    <Dialog title={t('link_title')} onClose={() => setAsked(null)} className="dialog-small">
      <p className="soft">{t('link_doubt')}</p>
      <p className="doubtful-host" dir="ltr">
        {asked.host.real}
      </p>
      <div className="form-buttons">
        <Button data-autofocus onClick={() => setAsked(null)}>
          {t('cancel')}
        </Button>
        <Button danger onClick={open}>
          {t('link_open')}
        </Button>
      </div>
    </Dialog>,
    asked.view.body,
  );
}
