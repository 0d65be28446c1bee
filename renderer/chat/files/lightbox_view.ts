/** How a picture lies in the viewer: moved from the middle, and so many times as large as when it is seen whole. */
export type View = { scale: number; x: number; y: number };

export const WHOLE: View = { scale: 1, x: 0, y: 0 };
const LARGEST = 8;

/** Larger or smaller, so that the point (from the middle of the screen) stays where it is. */
export function zoomed(view: View, by: number, x: number, y: number): View {
  const scale = Math.max(1, Math.min(LARGEST, view.scale * by));
  if (scale === 1) return WHOLE;
  const ratio = scale / view.scale;
  return { scale, x: x - (x - view.x) * ratio, y: y - (y - view.y) * ratio };
}

/** Dragged by so much. */
export function moved(from: View, x: number, y: number): View {
  return { ...from, x: from.x + x, y: from.y + y };
}

/** What a stroke over a whole picture means. */
export function swipeOf(x: number, y: number): 'left' | 'right' | 'down' | null {
  if (Math.abs(x) > 50 && Math.abs(x) > 1.5 * Math.abs(y)) return x < 0 ? 'left' : 'right';
  return y > 90 && y > 1.5 * Math.abs(x) ? 'down' : null;
}
