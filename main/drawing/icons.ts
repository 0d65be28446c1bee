import type { TrayIcon } from '../desk_view';
import { textShape } from './glyphs';
import { both, emptyPicture, grown, paint, roundBox, stroke, triangle, without, type Colour, type Picture, type Shape } from './picture';
import { encodePng } from './png';

/** Colours that hold on light and on dark panels. */
const ACCENT: Colour = [47, 111, 235];
const AMBER: Colour = [217, 119, 6];
const GREY: Colour = [128, 134, 145];
const WHITE: Colour = [255, 255, 255];

const COLOURS: Record<TrayIcon['kind'], Colour> = { quiet: ACCENT, unread: ACCENT, owed: AMBER, offline: GREY, signed_out: GREY };

/** The speech bubble that stands for the program. */
const bubble = (): Shape => both(roundBox(0.5, 0.45, 0.48, 0.4, 0.2), triangle([0.16, 0.72], [0.5, 0.8], [0.2, 0.99]));
const lines = (): Shape => both(stroke([[0.3, 0.36], [0.7, 0.36]], 0.1), stroke([[0.3, 0.56], [0.56, 0.56]], 0.1));

/** The tray's icon as a PNG: colour says what is owed, a number how much is unread, a hollow bubble that alerts are paused. */
export function trayIcon(icon: TrayIcon, size: number): Buffer {
  const picture = emptyPicture(size);
  const colour = COLOURS[icon.kind];
  const isHollow = icon.is_paused || icon.kind === 'signed_out';
  paint(picture, isHollow ? without(bubble(), grown(bubble(), -0.09)) : bubble(), colour);
  const ink = isHollow ? colour : WHITE;
  if (icon.number > 0) paint(picture, textShape(label(icon.number), 0.5, 0.45, isHollow ? 0.68 : 0.8, isHollow ? 0.48 : 0.58), ink);
  else if (icon.kind === 'owed') paint(picture, both(stroke([[0.5, 0.22], [0.5, 0.46]], 0.12), stroke([[0.5, 0.65], [0.5, 0.651]], 0.13)), ink);
  else if (icon.kind === 'offline') paint(picture, stroke([[0.3, 0.65], [0.7, 0.25]], 0.1), ink);
  else if (icon.kind !== 'signed_out') paint(picture, lines(), ink);
  return png(picture);
}

/** The taskbar's overlay on Windows: a disc with the number. */
export function overlayIcon(number: number, size: number): Buffer {
  const picture = emptyPicture(size);
  paint(picture, roundBox(0.5, 0.5, 0.5, 0.5, 0.5), ACCENT);
  paint(picture, textShape(label(number), 0.5, 0.5, 0.74, 0.62), WHITE);
  return png(picture);
}

/** The program's own icon. */
export function appIcon(size: number): Buffer {
  const picture = emptyPicture(size);
  const inner = (shape: Shape): Shape => (x, y) => shape((x - 0.5) / 0.62 + 0.5, (y - 0.5) / 0.62 + 0.47) * 0.62;
  paint(picture, roundBox(0.5, 0.5, 0.46, 0.46, 0.21), ACCENT);
  paint(picture, inner(bubble()), WHITE);
  paint(picture, inner(lines()), ACCENT);
  return png(picture);
}

const label = (number: number) => (number > 99 ? '99+' : String(number));
const png = ({ size, pixels }: Picture) => encodePng(size, pixels);
