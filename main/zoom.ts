import type { Input, WebContents } from 'electron';
import { ZOOM_MAX, ZOOM_MIN } from '../protocol/desktop_shell';

const STEP = 0.1;

/** The zoom after this key: Ctrl (on macOS ⌘) with plus, minus or zero; null: the key means something else. */
export function zoomAfter(input: Pick<Input, 'type' | 'key' | 'code' | 'control' | 'meta' | 'alt'>, zoom: number, platform: NodeJS.Platform): number | null {
  const isCommand = platform === 'darwin' ? input.meta : input.control;
  if (input.type !== 'keyDown' || !isCommand || input.alt) return null;
  const by = input.key === '+' || input.key === '=' || input.code === 'NumpadAdd' ? STEP : input.key === '-' || input.key === '_' || input.code === 'NumpadSubtract' ? -STEP : 0;
  if (by === 0) return input.key === '0' || input.code === 'Numpad0' ? 1 : null;
  return Math.min(ZOOM_MAX, Math.max(ZOOM_MIN, Math.round((zoom + by) * 10) / 10));
}

export type ZoomParts = { platform: NodeJS.Platform; get(): number; set(zoom: number): void };

/** Keeps this page at the chosen zoom, and changes it by key. */
export function addZoom(contents: Pick<WebContents, 'on' | 'setZoomFactor'>, { platform, get, set }: ZoomParts): void {
  contents.on('dom-ready', () => contents.setZoomFactor(get()));
  contents.on('before-input-event', (event, input) => {
    const zoom = zoomAfter(input, get(), platform);
    if (zoom === null) return;
    event.preventDefault();
    set(zoom);
  });
}
