import { cleanName } from '../../chat/names';
import { useT } from '../context';
import { consoleTexts } from '../texts';

/** The order's status: the marketplace's own word, translated where it is one of the usual ones. */
export function StatusChip({ status }: { status: string }) {
  return <span className="status-chip">{useStatusText(status)}</span>;
}

/** The status as it is shown. */
export function useStatusText(status: string): string {
  const t = useT();
  const key = `status_${status.toLowerCase().replaceAll(/[\s-]+/g, '_')}`;
  return isStatusKey(key) ? t(key) : cleanName(status);
}

type StatusKey = Extract<keyof typeof consoleTexts, `status_${string}`>;

function isStatusKey(key: string): key is StatusKey {
  return Object.hasOwn(consoleTexts, key);
}
