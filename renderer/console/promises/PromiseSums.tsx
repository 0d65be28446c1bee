import { useEffect, useState } from 'react';
import type { PromiseCounts } from '../../../protocol/promises';
import { useTexts } from '../../chat/language';
import { useConsole } from '../context';
import { SettingsGroup } from '../settings/rows';
import { promisesTexts } from './promises_texts';
import './promises.css';

/** How the expert's own promises ended. */
export function PromiseSums() {
  const t = useTexts(promisesTexts);
  const { sync } = useConsole();
  const [counts, setCounts] = useState<PromiseCounts | null>(null);
  useEffect(() => {
    let isCurrent = true;
    sync.promises.counts().then((found) => isCurrent && setCounts(found), () => undefined);
    return () => {
      isCurrent = false;
    };
  }, [sync]);
  return (
    <SettingsGroup title={t('mine')}>
      <dl className="promise-sums">
        {(['kept', 'were_late', 'open'] as const).map((name) => (
          <div key={name}>
            <dt>{t(name)}</dt>
            <dd>{counts === null ? '–' : counts[name === 'were_late' ? 'late' : name]}</dd>
          </div>
        ))}
      </dl>
    </SettingsGroup>
  );
}
