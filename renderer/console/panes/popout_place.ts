export type Place = { left: number; top: number; width: number; height: number };

const WIDTH = 460;
const HEIGHT = 640;
const MIN_WIDTH = 320;
const MIN_HEIGHT = 360;
const STEP_PX = 28;
/** So much of the window must be in reach. */
const GRIP_PX = 80;

/** Where a new window stands: where the last one stood when it can be reached there, a step further for each that is open. */
export function placePopout(kept: Place | null, screen: Place, open: number): Place {
  const width = Math.min(Math.max(kept?.width ?? WIDTH, MIN_WIDTH), screen.width);
  const height = Math.min(Math.max(kept?.height ?? HEIGHT, MIN_HEIGHT), screen.height);
  const left = (kept?.left ?? screen.left + (screen.width - width) / 2) + open * STEP_PX;
  const top = (kept?.top ?? screen.top + (screen.height - height) / 2) + open * STEP_PX;
  const isReachable = left + width >= screen.left + GRIP_PX && left <= screen.left + screen.width - GRIP_PX && top >= screen.top && top <= screen.top + screen.height - GRIP_PX;
  const home = { left: screen.left + (screen.width - width) / 2, top: screen.top + (screen.height - height) / 2 };
  return { left: Math.round(isReachable ? left : home.left), top: Math.round(isReachable ? top : home.top), width: Math.round(width), height: Math.round(height) };
}

/** What was kept, if it is a place. */
export function parsePlace(text: string | null): Place | null {
  try {
    const value = JSON.parse(text ?? 'null') as Partial<Record<keyof Place, unknown>> | null;
    const { left, top, width, height } = value ?? {};
    const isPlace = [left, top, width, height].every((one) => typeof one === 'number' && Number.isFinite(one) && Math.abs(one) < 100_000);
    return isPlace ? ({ left, top, width, height } as Place) : null;
  } catch {
    return null;
  }
}
