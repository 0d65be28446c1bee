/** What is not even tried: a phone has to hold it all. */
export const PREVIEW_BYTES = 50 * 1024 * 1024;
export const PAGES_MAX = 3_000;
/** Pixels of one picture inside a page: an A4 sheet at 600 dots per inch has 35 million. */
export const PICTURE_PIXELS = 40_000_000;

/** Pixels of one drawn page, and of its longer side. */
const CANVAS_PIXELS = 8_000_000;
const CANVAS_SIDE = 8_192;
/** How wide a page is on a wide screen, and how high one may get. */
const WIDEST = 900;
const HIGHEST = 20_000;

const SMALLEST_ZOOM = 0.5;
const LARGEST_ZOOM = 4;

export type PageSize = { width: number; height: number };

/** Larger or smaller, within the limits. */
export function zoomedBy(zoom: number, by: number): number {
  return Math.max(SMALLEST_ZOOM, Math.min(LARGEST_ZOOM, zoom * by));
}

/** How large a page stands on the screen: as wide as there is room, times the zoom. A page a thousand times as high as wide stays within bounds. */
export function shownSize(page: PageSize, room: number, zoom: number): PageSize {
  const scale = Math.min((Math.max(1, Math.min(room, WIDEST)) / page.width) * zoom, HIGHEST / page.height);
  return { width: Math.max(1, Math.round(page.width * scale)), height: Math.max(1, Math.round(page.height * scale)) };
}

/** By how much a page is enlarged when it is drawn: as sharp as the screen, within the pixels a page may have. */
export function drawnScale(page: PageSize, shown: PageSize, pixelRatio: number): number {
  const wanted = (shown.width / page.width) * pixelRatio;
  return Math.min(wanted, Math.sqrt(CANVAS_PIXELS / (page.width * page.height)), CANVAS_SIDE / Math.max(page.width, page.height));
}

/** The page (from 1) that stands at this height, when each begins at `tops`. */
export function pageAt(tops: readonly number[], height: number): number {
  let low = 0;
  let high = tops.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (tops[middle]! <= height) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}
