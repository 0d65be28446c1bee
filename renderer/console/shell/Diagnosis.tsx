import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { Check, Diagnosis as Found } from '../../../protocol/desktop_shell';
import { useTexts } from '../../chat/language';
import type { ChatState } from '../../store/chat';
import { useConsole } from '../context';
import type { DesktopShell } from '../desktop_shell';
import { SettingsGroup } from '../settings/rows';
import { pageChecks, reportText, type PageCheck } from './page_checks';
import { shellTexts } from './shell_texts';

/** What is wrong is looked for, so it comes first. */
const ORDER = ['bad', 'doubtful', 'unknown', 'good'] as const;
const MARKS = { good: '✓', doubtful: '!', bad: '✕', unknown: '?' } as const;

/** Looks at everything that the console depends on, and makes a report that can be sent to whoever helps. */
export function Diagnosis({ shell }: { shell: DesktopShell }) {
  const t = useTexts(shellTexts);
  const { sync } = useConsole();
  const [found, setFound] = useState<{ main: Found; page: PageCheck[] } | null>(null);
  const [state, setState] = useState<'idle' | 'running' | 'failed' | 'copied'>('idle');

  const run = async () => {
    setState('running');
    try {
      const known: ChatState = sync.store.getState();
      const [main, page] = await Promise.all([shell.diagnose(), pageChecks(known)]);
      setFound({ main, page });
      setState('idle');
    } catch {
      setState('failed');
    }
  };
  const copy = async () => {
    if (!found) return;
    await shell.copyText(reportText(found.main, found.page));
    setState('copied');
  };

  const all: (Check | PageCheck)[] = found ? [...found.page, ...found.main.checks] : [];
  const checks = ORDER.flatMap((how) => all.filter((check) => check.state === how));
  const list = useRef<HTMLUListElement>(null);
  // It comes below the end of what can be seen.
  useEffect(() => list.current?.firstElementChild?.scrollIntoView({ block: 'center' }), [found]);
  return (
    <SettingsGroup
      title={t('diagnosis')}
      aside={
        <span className="settings-buttons">
          {found && (
            <Button size="small" onClick={() => void copy().catch(() => setState('failed'))}>
              {t('diagnosis_copy')}
            </Button>
          )}
          <Button size="small" loading={state === 'running'} onClick={() => void run()}>
            {t(found ? 'diagnosis_again' : 'diagnosis_run')}
          </Button>
        </span>
      }
    >
      {!found && <p className="settings-empty soft">{t('diagnosis_note')}</p>}
      <p role="status" className={state === 'failed' ? 'settings-problem' : 'settings-status'}>
        {state === 'failed' && t('diagnosis_failed')}
        {state === 'copied' && t('diagnosis_copied')}
      </p>
      <ul className="checks" ref={list}>
        {checks.map(({ name, state: how, detail }) => (
          <li key={name} className={`check is-${how}`}>
            <span className="check-mark" aria-hidden="true">
              {MARKS[how]}
            </span>
            <span className="check-lines">
              <span>
                {t(`check_${name}`)}: <strong>{t(`state_${how}`)}</strong>
              </span>
              {detail !== '' && <span className="soft check-detail">{detail}</span>}
            </span>
          </li>
        ))}
      </ul>
    </SettingsGroup>
  );
}
