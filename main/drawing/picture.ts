/** Signed distance from a point to the edge of a shape, in units of the picture's width; negative inside. */
export type Shape = (x: number, y: number) => number;
export type Colour = readonly [red: number, green: number, blue: number];
export type Picture = { readonly size: number; readonly pixels: Uint8Array };

/** A transparent square picture. */
export function emptyPicture(size: number): Picture {
  return { size, pixels: new Uint8Array(size * size * 4) };
}

/** Paints the shape over what is there, with soft edges. */
export function paint({ size, pixels }: Picture, shape: Shape, [red, green, blue]: Colour): void {
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const cover = Math.min(Math.max(0.5 - shape((x + 0.5) / size, (y + 0.5) / size) * size, 0), 1);
      if (cover > 0) blend(pixels, (y * size + x) * 4, red, green, blue, cover);
    }
  }
}

function blend(pixels: Uint8Array, at: number, red: number, green: number, blue: number, cover: number): void {
  const under = (pixels[at + 3] ?? 0) / 255;
  const alpha = cover + under * (1 - cover);
  [red, green, blue].forEach((value, channel) => {
    pixels[at + channel] = Math.round((value * cover + (pixels[at + channel] ?? 0) * under * (1 - cover)) / alpha);
  });
  pixels[at + 3] = Math.round(alpha * 255);
}

/** A rectangle with round corners, from its middle, half its width, half its height. */
export const roundBox = (cx: number, cy: number, halfWidth: number, halfHeight: number, radius: number): Shape => (x, y) => {
  const dx = Math.abs(x - cx) - halfWidth + radius;
  const dy = Math.abs(y - cy) - halfHeight + radius;
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - radius;
};

/** A stroke along points, with round ends. */
export const stroke = (points: readonly (readonly [number, number])[], thickness: number): Shape => (x, y) => {
  let nearest = Infinity;
  for (let index = 1; index < points.length; index += 1) {
    const [ax, ay] = points[index - 1] ?? [0, 0];
    const [bx, by] = points[index] ?? [0, 0];
    const length = (bx - ax) ** 2 + (by - ay) ** 2;
    const along = length === 0 ? 0 : Math.min(Math.max(((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length, 0), 1);
    nearest = Math.min(nearest, Math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay)));
  }
  return nearest - thickness / 2;
};

/** A filled triangle; its corners in clockwise order. */
export const triangle = (a: readonly [number, number], b: readonly [number, number], c: readonly [number, number]): Shape => (x, y) => {
  const sides = [[a, b], [b, c], [c, a]] as const;
  return Math.max(...sides.map(([[px, py], [qx, qy]]) => ((x - px) * (qy - py) - (y - py) * (qx - px)) / Math.hypot(qx - px, qy - py)));
};

export const both = (...shapes: Shape[]): Shape => (x, y) => Math.min(...shapes.map((shape) => shape(x, y)));
export const without = (shape: Shape, hole: Shape): Shape => (x, y) => Math.max(shape(x, y), -hole(x, y));
export const grown = (shape: Shape, by: number): Shape => (x, y) => shape(x, y) - by;
