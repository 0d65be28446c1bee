import { Button } from 'antd';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useTexts } from '../../chat/language';
import type { DesktopShell } from '../desktop_shell';
import type { Gate, TooOld } from '../gate';
import type { Host } from '../host';
import { UpdateRow } from '../shell/UpdateRow';
import { signInTexts } from './sign_in_texts';
import { SignInCard } from './SignInCard';

/** Server and program are of ages that do not go together: who has to be renewed, and how. The desktop updates itself or names the file, a browser loads the page anew. */
export function TooOldScreen({ host, gate, of }: { host: Host; gate: Gate; of: TooOld }) {
  const t = useTexts(signInTexts);
  const { shell } = host;
  const isServer = of.who === 'server';
  return (
    <SignInCard title={t(isServer ? 'too_old_server_title' : 'too_old_title')}>
      <div className="form">
        <p className="form-hint">{t(isServer ? 'too_old_server' : shell ? 'too_old_desktop' : 'too_old_browser')}</p>
        {(isServer || shell !== null) && <p className="form-hint">{t(isServer ? 'too_old_server_kept' : 'too_old_kept')}</p>}
        {shell !== null && !isServer && <Renewal shell={shell} download={of.download} />}
        {(shell === null || isServer) && (
          <Button type="primary" size="large" block onClick={() => location.reload()}>
            {t(isServer ? 'too_old_again' : 'too_old_reload')}
          </Button>
        )}
        {host.kind === 'desktop' && (
          <Button type="link" block onClick={() => gate.changeServer()}>
            {t('too_old_other')}
          </Button>
        )}
      </div>
    </SignInCard>
  );
}

/** By itself where this build has a feed; else, or when that fails, by the file whose address the server names. */
function Renewal({ shell, download }: { shell: DesktopShell; download: string | null }) {
  const t = useTexts(signInTexts);
  const name = useStore(shell.state, (state) => state.update.name);
  useEffect(() => shell.checkForUpdates(), [shell]);
  const hasFeed = name !== 'off';
  const asksForFile = !hasFeed || name === 'failed' || name === 'idle';
  return (
    <>
      {hasFeed && <UpdateRow shell={shell} />}
      {asksForFile && download !== null && (
        <>
          {/* What a page opens goes to the system's browser, by the one way there. */}
          <Button type="primary" size="large" block href={download} target="_blank" rel="noreferrer">
            {t('too_old_download')}
          </Button>
          <p className="form-hint too-old-address">{download}</p>
        </>
      )}
      {!hasFeed && download === null && <p className="form-hint">{t('too_old_ask')}</p>}
    </>
  );
}
