import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTexts } from '../../chat/language';
import { Dialog } from '../dialogs/Dialog';
import { doubtfulHost, type DoubtfulHost } from './doubtful_host';
import { composingConsoleTexts } from './texts';

/** Asks before a link in a message is opened whose host may be made to look like another one, and shows what it really is. */
export function LinkGuard() {
  const t = useTexts(composingConsoleTexts);
  const [asked, setAsked] = useState<{ href: string; host: DoubtfulHost } | null>(null);
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a.link') : null;
      const host = link && doubtfulHost(link.textContent ?? '', link.href);
      if (!link || !host) return;
      event.preventDefault();
      event.stopPropagation();
      setAsked({ href: link.href, host });
    };
    // The middle button opens links too.
    for (const name of ['click', 'auxclick'] as const) document.addEventListener(name, onClick, true);
    return () => {
      for (const name of ['click', 'auxclick'] as const) document.removeEventListener(name, onClick, true);
    };
  }, []);
  if (!asked) return null;
  const open = () => {
    setAsked(null);
    window.open(asked.href, '_blank', 'noopener,noreferrer');
  };
  return (
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
    </Dialog>
  );
}
