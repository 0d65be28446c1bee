import { useLanguage } from '../../chat/language';
import { orderStatusText } from '../../chat/order_status';

/** The order's status: the marketplace's own word, translated where it is one of the usual ones. */
export function StatusChip({ status }: { status: string }) {
  const text = useStatusText(status);
  return (
    <span className="status-chip" title={text}>
      {text}
    </span>
  );
}

/** The status as it is shown where it stands by itself. */
export function useStatusText(status: string): string {
  const language = useLanguage();
  const text = orderStatusText(status, language);
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}
