import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { isPageWatched } from './page_watched';

/** So close to the end counts as being there: a fraction of a line, and the rounding of zoomed pages. */
const END_PX = 24;
/** Older messages are asked for before the reader arrives at the first one, newer ones before the last one. */
const OLDER_PX = 800;
/** What stays visible above the line of news when the room opens at it. */
const NEWS_TOP_PX = 56;

export type ScrollOptions = {
  /** Changes whenever what is shown changes. */
  items: unknown;
  /** Changes when the list is moved within the document. */
  place?: number | undefined;
  has_items: boolean;
  can_load_older: boolean;
  /** What is shown does not reach to the newest message: its lower edge is no end to follow. */
  has_newer: boolean;
  can_load_newer: boolean;
  /** The line of news stands above something that is still unread: an unwatched page does not run past it. */
  holds_news: boolean;
  onOlder(): void;
  onNewer(): void;
  onAtEnd(isAtEnd: boolean): void;
};

export type TimelineScroll = {
  scroller: RefObject<HTMLDivElement | null>;
  content: RefObject<HTMLDivElement | null>;
  is_at_end: boolean;
  toEnd(): void;
  /** The number of the newest message whose lower edge was on a watched screen. */
  seenSeq(): number;
};

/**
 * Keeps the reader's place. At the end the list follows the end; elsewhere the first item on screen stays where it is, by its lower
 * edge, whatever is loaded above it, resized or edited. (The browser's own scroll anchoring is off: Safari has none, and two would fight.)
 */
export function useTimelineScroll(options: ScrollOptions): TimelineScroll {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const isPlaced = useRef(false);
  const anchor = useRef<{ element: HTMLElement; bottom: number } | null>(null);
  const seen = useRef(0);
  const last = useRef<Extent>({ top: 0, height: 0, room: 0, width: 0 });
  const latest = useRef(options);
  const [isAtEnd, setIsAtEnd] = useState(false);

  useLayoutEffect(() => {
    latest.current = options;
  });

  /** Notes where the reader is now. */
  const note = useCallback(() => {
    const box = scroller.current;
    const list = content.current;
    if (!box || !list || !isPlaced.current || isHidden(box)) return;
    last.current = extentOf(box);
    const isNowAtEnd = !latest.current.has_newer && box.scrollHeight - box.scrollTop - box.clientHeight <= END_PX;
    follows.current = isNowAtEnd;
    setIsAtEnd(isNowAtEnd);
    latest.current.onAtEnd(isNowAtEnd);
    const top = box.getBoundingClientRect().top;
    let first = findChild(list, (rect) => rect.bottom > top);
    // Lines between the messages come and go when older ones arrive: they hold nothing.
    while (first && !('anchor' in first.dataset)) first = first.nextElementSibling as HTMLElement | null;
    anchor.current = first && { element: first, bottom: first.getBoundingClientRect().bottom - top };
    if (isPageWatched(box.ownerDocument)) seen.current = Math.max(seen.current, newestSeenSeq(list, box.getBoundingClientRect().bottom));
  }, []);

  const loadWhenNear = useCallback(() => {
    const box = scroller.current;
    if (!box || !isPlaced.current || isHidden(box)) return;
    if (latest.current.can_load_older && box.scrollTop < OLDER_PX) latest.current.onOlder();
    if (latest.current.can_load_newer && box.scrollHeight - box.scrollTop - box.clientHeight < OLDER_PX) latest.current.onNewer();
  }, []);

  /** Puts the reader back where he was after something moved. */
  const settle = useCallback(() => {
    const box = scroller.current;
    const list = content.current;
    if (!box || !list || !latest.current.has_items || isHidden(box)) return;
    const news = list.querySelector<HTMLElement>('[data-item="new"]');
    const toNews = news ? news.getBoundingClientRect().top - list.getBoundingClientRect().top + list.offsetTop - NEWS_TOP_PX : Infinity;
    const scrolled = isPlaced.current ? scrolledSince(last.current, extentOf(box)) : 0;
    if (scrolled !== 0) follows.current = !latest.current.has_newer && last.current.height - box.scrollTop - last.current.room <= END_PX;
    if (!isPlaced.current) {
      isPlaced.current = true;
      box.scrollTop = Math.min(box.scrollHeight, toNews);
    } else if (follows.current && !latest.current.has_newer) {
      const isHeld = latest.current.holds_news && !isPageWatched(box.ownerDocument);
      box.scrollTop = isHeld ? Math.max(box.scrollTop, Math.min(box.scrollHeight, toNews)) : box.scrollHeight;
    } else if (anchor.current?.element.isConnected) {
      const { element, bottom } = anchor.current;
      const moved = element.getBoundingClientRect().bottom - box.getBoundingClientRect().top - bottom + scrolled;
      if (moved !== 0) box.scrollTop += moved;
    }
    note();
  }, [note]);

  useLayoutEffect(() => {
    if (scroller.current && isPlaced.current && !isHidden(scroller.current)) scroller.current.scrollTop = last.current.top;
  }, [options.place]);
  useLayoutEffect(settle, [settle, options.items, options.place]);
  useEffect(loadWhenNear, [loadWhenNear, options.items, options.can_load_older, options.can_load_newer]);

  useEffect(() => {
    const box = scroller.current;
    const list = content.current;
    if (!box || !list) return;
    const onScroll = () => {
      // When something was resized the browser may scroll by itself, before we hear of it: the reader did not.
      if (isResized(last.current, extentOf(box))) settle();
      else note();
      loadWhenNear();
    };
    // Each window measures when it is itself drawn.
    const sizes = new (box.ownerDocument.defaultView ?? window).ResizeObserver(settle);
    sizes.observe(box);
    sizes.observe(list);
    box.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      sizes.disconnect();
      box.removeEventListener('scroll', onScroll);
    };
  }, [note, settle, loadWhenNear]);

  const toEnd = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    follows.current = true;
    box.scrollTop = box.scrollHeight;
    note();
  }, [note]);

  const seenSeq = useCallback(() => {
    note();
    return seen.current;
  }, [note]);

  return { scroller, content, is_at_end: isAtEnd, toEnd, seenSeq };
}

/** Where nothing is drawn everything measures nothing, and the reader's place is the one he had. */
function isHidden(box: HTMLElement): boolean {
  return box.clientHeight === 0;
}

/** Where a scroller stands, how high its content is, and how much room it gives it. */
type Extent = { top: number; height: number; room: number; width: number };

function extentOf(box: HTMLElement): Extent {
  return { top: box.scrollTop, height: box.scrollHeight, room: box.clientHeight, width: box.clientWidth };
}

function isResized(one: Extent, two: Extent): boolean {
  return one.height !== two.height || one.room !== two.room || one.width !== two.width;
}

/** How far the reader has scrolled since the last note; his scroll event may come after the change that is being settled. */
function scrolledSince(before: Extent, now: Extent): number {
  // Content that became shorter pulls the end up by itself.
  const isPulled = now.top < before.top && now.top >= now.height - now.room - 1;
  return isPulled ? 0 : now.top - before.top;
}

/** The first child in document order for which the (monotone) test holds, by halving. */
function findChild(list: HTMLElement, test: (rect: DOMRect) => boolean): HTMLElement | null {
  let low = 0;
  let high = list.children.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test((list.children[middle] as HTMLElement).getBoundingClientRect())) high = middle;
    else low = middle + 1;
  }
  return (list.children[low] as HTMLElement | undefined) ?? null;
}

function newestSeenSeq(list: HTMLElement, bottom: number): number {
  const below = findChild(list, (rect) => rect.bottom > bottom + END_PX);
  let child = below ? below.previousElementSibling : list.lastElementChild;
  for (; child; child = child.previousElementSibling) {
    const seq = (child as HTMLElement).dataset['seq'];
    if (seq !== undefined) return Number(seq);
  }
  return 0;
}
