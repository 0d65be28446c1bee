import { z } from 'zod';

const size = z.number().int().min(-100_000).max(100_000);
const bounds = z.object({ x: size, y: size, width: size, height: size });

/** Where the window stood when it was last seen. */
export const windowPlace = bounds.extend({ maximized: z.boolean() });

export type Bounds = z.infer<typeof bounds>;
export type WindowPlace = z.infer<typeof windowPlace>;

export const MIN_WIDTH = 720;
export const MIN_HEIGHT = 480;
const DEFAULT_WIDTH = 1280;
const DEFAULT_HEIGHT = 820;
/** So much of the title bar must be in sight to take the window by it. */
const GRIP_WIDTH = 120;
const GRIP_HEIGHT = 32;

/** The bounds to open with: the remembered ones if the window can be reached there, else the middle of the first screen. */
export function placeWindow(kept: WindowPlace | null, screens: readonly Bounds[]): Bounds {
  const home = screens[0] ?? { x: 0, y: 0, width: DEFAULT_WIDTH, height: DEFAULT_HEIGHT };
  const screen = kept === null ? undefined : screens.find((each) => isReachable(kept, each));
  if (kept !== null && screen !== undefined) {
    const { x, y } = kept;
    return { x, y, width: fit(kept.width, MIN_WIDTH, screen.width), height: fit(kept.height, MIN_HEIGHT, screen.height) };
  }
  const width = fit(kept?.width ?? DEFAULT_WIDTH, MIN_WIDTH, home.width);
  const height = fit(kept?.height ?? DEFAULT_HEIGHT, MIN_HEIGHT, home.height);
  return { x: home.x + Math.round((home.width - width) / 2), y: home.y + Math.round((home.height - height) / 2), width, height };
}

/** The same bounds where they can be reached, else in the middle of the first screen. */
export function placeInside(bounds: Bounds, screens: readonly Bounds[]): Bounds {
  const home = screens[0];
  if (!home || screens.some((screen) => isReachable(bounds, screen))) return bounds;
  const width = Math.min(bounds.width, home.width);
  const height = Math.min(bounds.height, home.height);
  return { x: home.x + Math.round((home.width - width) / 2), y: home.y + Math.round((home.height - height) / 2), width, height };
}

/** Whether enough of the title bar lies on the screen. */
function isReachable(window: Bounds, screen: Bounds): boolean {
  const across = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x);
  return across >= GRIP_WIDTH && window.y >= screen.y && window.y + GRIP_HEIGHT <= screen.y + screen.height;
}

const fit = (value: number, min: number, max: number) => Math.max(Math.min(value, max), Math.min(min, max));
