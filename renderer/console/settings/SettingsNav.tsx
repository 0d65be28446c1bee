import { useEffect, useRef, useState, type RefObject } from 'react';
import { useT } from '../context';

type Part = { title: string; heading: HTMLElement };

/** The parts of the settings, each one click away, the focus included; the list is what stands in the page, in its order. */
export function SettingsNav({ list }: { list: RefObject<HTMLElement | null> }) {
  const t = useT();
  const [parts, setParts] = useState<readonly Part[]>([]);
  const [current, setCurrent] = useState(0);
  /** What was gone to: the last parts never reach the top, and are current all the same as long as they are in sight. */
  const chosen = useRef<HTMLElement | null>(null);

  useEffect(() => {
    const page = list.current;
    if (!page) return;
    const read = () => {
      const found = [...page.querySelectorAll<HTMLElement>('.settings-heading h3')].map((heading) => ({ title: heading.textContent ?? '', heading }));
      setParts((known) => (known.length === found.length && known.every(({ title }, at) => title === found[at]?.title) ? known : found));
    };
    const follow = () => {
      const { top: pageTop, bottom: pageBottom } = page.getBoundingClientRect();
      const top = pageTop + 40;
      const headings = [...page.querySelectorAll<HTMLElement>('.settings-heading h3')];
      const place = chosen.current?.getBoundingClientRect();
      if (place && place.top >= pageTop - 1 && place.bottom <= pageBottom) return setCurrent(headings.findIndex((heading) => heading === chosen.current));
      chosen.current = null;
      const isAtEnd = page.scrollTop + page.clientHeight >= page.scrollHeight - 2;
      const passed = headings.filter((heading) => heading.getBoundingClientRect().top <= top).length - 1;
      setCurrent(Math.max(0, isAtEnd ? headings.length - 1 : passed));
    };
    read();
    follow();
    const changes = new MutationObserver(read);
    changes.observe(page, { childList: true, subtree: true, characterData: true });
    page.addEventListener('scroll', follow, { passive: true });
    return () => {
      changes.disconnect();
      page.removeEventListener('scroll', follow);
    };
  }, [list]);

  const goTo = (heading: HTMLElement, at: number) => {
    chosen.current = heading;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: 'start' });
    setCurrent(at);
  };

  return (
    <nav className="settings-nav" aria-label={t('settings')}>
      <ul>
        {parts.map(({ title, heading }, at) => (
          <li key={title}>
            <button type="button" aria-current={at === current ? 'true' : undefined} onClick={() => goTo(heading, at)}>
              {title}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
