import { useCallback, useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useT } from './context';
import './wide_table.css';

type Hidden = { before: boolean; behind: boolean };

/** What of a scrolling box lies out of sight to either side; a pixel is rounding. */
const hiddenOf = ({ scrollLeft, scrollWidth, clientWidth }: HTMLElement): Hidden => ({ before: scrollLeft > 1, behind: scrollLeft + clientWidth < scrollWidth - 1 });

/** A table that scrolls sideways where it does not fit, also by key, and says so. */
export function WideTable({ name, children }: { name: string; children: ReactNode }) {
  const t = useT();
  const box = useRef<HTMLDivElement>(null);
  const [hidden, setHidden] = useState<Hidden>({ before: false, behind: false });
  const look = useCallback(() => {
    if (!box.current) return;
    const now = hiddenOf(box.current);
    setHidden((known) => (known.before === now.before && known.behind === now.behind ? known : now));
  }, []);
  useEffect(() => {
    const node = box.current!;
    const watch = new ResizeObserver(look);
    watch.observe(node);
    for (const child of node.children) watch.observe(child);
    return () => watch.disconnect();
  }, [look]);
  const isWide = hidden.before || hidden.behind;
  return (
    <div className={`wide-table ${hidden.before ? 'has-before' : ''} ${hidden.behind ? 'has-behind' : ''}`}>
      {isWide && (
        <p className="wide-table-hint" aria-hidden="true">
          {hidden.before && '← '}
          {t('more_columns')}
          {hidden.behind && ' →'}
        </p>
      )}
      <div className="wide-table-edge">
        <div className="wide-table-box" ref={box} tabIndex={isWide ? 0 : undefined} role="region" aria-label={t(isWide ? 'table_scrolls' : 'table_name', { name })} onScroll={look}>
          {children}
        </div>
      </div>
    </div>
  );
}
