import type { NativeImage } from 'electron';
import type { DeskView } from './desk_view';

export type BadgeParts = {
  /** The dock's or the launcher's number. */
  setCount(count: number): void;
  /** The taskbar's overlay; absent where the system has none. */
  setOverlay: ((image: NativeImage | null, description: string) => void) | null;
  image(number: number): NativeImage;
};

export type Badge = {
  setView(view: Pick<DeskView, 'badge' | 'overlay'>): void;
  /** A window came, or came back to the taskbar: it has no overlay yet. */
  redraw(): void;
};

/** The number on the program's icon in dock, launcher or taskbar. */
export function createBadge({ setCount, setOverlay, image }: BadgeParts): Badge {
  let drawn = { badge: -1, overlay: '' };
  let overlay: DeskView['overlay'] = null;
  return {
    setView({ badge, overlay: wanted }) {
      const next = { badge, overlay: JSON.stringify(wanted) };
      overlay = wanted;
      if (next.badge !== drawn.badge) setCount(badge);
      if (next.overlay !== drawn.overlay) draw();
      drawn = next;
    },
    redraw: draw,
  };

  function draw(): void {
    setOverlay?.(overlay === null ? null : image(overlay.number), overlay?.description ?? '');
  }
}
