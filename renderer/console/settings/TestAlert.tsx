import { Button } from 'antd';
import { useState } from 'react';
import { useTexts } from '../../chat/language';
import type { AlertOutcome } from '../../../protocol/desktop';
import { alertTexts } from '../alert_texts';
import { useConsole, useT } from '../context';
import { groupOf } from './alert_log_view';

type Result = { outcome: AlertOutcome; detail: string } | 'waiting' | null;

/** Sends a notification for trying out and says what became of it. */
export function TestAlert({ onDone }: { onDone: () => void }) {
  const t = useTexts(alertTexts);
  const { host } = useConsole();
  const [result, setResult] = useState<Result>(null);
  const send = async () => {
    setResult('waiting');
    const ended = await host.testAlert().catch(() => ({ outcome: 'failed' as const, detail: '' }));
    setResult(ended);
    onDone();
  };
  return (
    <div className="settings-row">
      <span className="settings-name test-result" role="status">
        {result === 'waiting' && t('test_sent')}
        {result !== null && result !== 'waiting' && <Outcome {...result} />}
      </span>
      <Button size="small" disabled={result === 'waiting'} onClick={() => void send()}>
        {t('test_alert')}
      </Button>
    </div>
  );
}

const PERMISSIONS = ['ask', 'denied', 'unsupported'] as const;

function Outcome({ outcome, detail }: { outcome: AlertOutcome; detail: string }) {
  const t = useTexts(alertTexts);
  const tc = useT();
  const isGood = groupOf(outcome) === 'shown';
  // A browser names its permission, a system speaks for itself.
  const permission = PERMISSIONS.find((each) => each === detail);
  const reason = permission === undefined ? detail : tc(`permission_${permission}`);
  return (
    <>
      <span className={isGood ? '' : 'test-failed'}>{t('test_result', { outcome: t(`outcome_${outcome}`) })}</span>
      <span className="soft">{isGood ? t('test_unseen') : reason}</span>
    </>
  );
}
