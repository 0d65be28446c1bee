import type { NativeImage } from 'electron';
import type { DeskView } from './desk_view';

export type BadgeParts = {
  /** The dock's or the launcher's number. */
  setCount(count: number): void;
  /** The taskbar's overlay; absent where the system has none. */
  setOverlay: ((image: NativeImage | null, description: string) => void) | null;
  image(number: number): NativeImage;
};

export type Badge = { setView(view: Pick<DeskView, 'badge' | 'overlay'>): void };

/** The number on the program's icon in dock, launcher or taskbar. */
export function createBadge({ setCount, setOverlay, image }: BadgeParts): Badge {
  let drawn = { badge: -1, overlay: '' };
  return {
    setView({ badge, overlay }) {
      const next = { badge, overlay: JSON.stringify(overlay) };
      if (next.badge !== drawn.badge) setCount(badge);
      if (next.overlay !== drawn.overlay) setOverlay?.(overlay === null ? null : image(overlay.number), overlay?.description ?? '');
      drawn = next;
    },
  };
}
