import { both, stroke, type Shape } from './picture';

type Point = readonly [number, number];

const arc = (cx: number, cy: number, rx: number, ry: number, from: number, to: number): Point[] =>
  Array.from({ length: 17 }, (_, step): Point => {
    const turn = ((from + ((to - from) * step) / 16) / 180) * Math.PI;
    return [cx + rx * Math.cos(turn), cy + ry * Math.sin(turn)];
  });

/** Strokes of each character in a box one wide and 1.6 high; angles run clockwise from the right. */
const GLYPHS: Record<string, readonly (readonly Point[])[]> = {
  '0': [arc(0.5, 0.8, 0.5, 0.8, 0, 360)],
  '1': [[[0.1, 0.4], [0.58, 0], [0.58, 1.6]]],
  '2': [[...arc(0.5, 0.46, 0.48, 0.46, 180, 390), [0, 1.6], [1, 1.6]]],
  '3': [[...arc(0.46, 0.42, 0.46, 0.42, 190, 450), ...arc(0.46, 1.18, 0.52, 0.42, 270, 530)]],
  '4': [[[0.72, 1.6], [0.72, 0], [0, 1.12], [1, 1.12]]],
  '5': [[[0.92, 0], [0.14, 0], [0.08, 0.7], ...arc(0.46, 1.08, 0.52, 0.52, 230, 500)]],
  '6': [arc(0.5, 1.1, 0.5, 0.5, 0, 360), [[0.76, 0], [0.08, 0.86]]],
  '7': [[[0, 0], [1, 0], [0.36, 1.6]]],
  '8': [arc(0.5, 0.4, 0.42, 0.4, 0, 360), arc(0.5, 1.2, 0.5, 0.4, 0, 360)],
  '9': [arc(0.5, 0.5, 0.5, 0.5, 0, 360), [[0.92, 0.74], [0.24, 1.6]]],
  '+': [[[0.5, 0.42], [0.5, 1.18]], [[0.12, 0.8], [0.88, 0.8]]],
};

/** The text's shape in the middle of a box; `width` and `height` are what it may take. */
export function textShape(text: string, cx: number, cy: number, width: number, height: number): Shape {
  const gap = 0.48;
  const units = text.length + gap * (text.length - 1);
  const thickness = 0.34;
  const scale = Math.min(width / (units + thickness), height / (1.6 + thickness));
  const left = cx - (units * scale) / 2;
  const top = cy - (1.6 * scale) / 2;
  const shapes = [...text].flatMap((character, index) =>
    (GLYPHS[character] ?? []).map((points) =>
      stroke(points.map(([x, y]): Point => [left + (index * (1 + gap) + x) * scale, top + y * scale]), thickness * scale),
    ),
  );
  return both(...shapes);
}
