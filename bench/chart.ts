export type Line = { name: string; points: readonly (readonly [number, number])[] };
export type Chart = { title: string; across: string; up: string; lines: readonly Line[] };

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [760, 400, 64, 220, 48, 52];
const COLOURS = ['#2563eb', '#d97706', '#059669', '#9333ea'];
const DASHES = ['', '6 3', '2 3', '8 3 2 3'];

/** A chart with logarithmic axes both ways as SVG text: how something grows shows as the slope of its line. */
export function drawChart({ title, across, up, lines }: Chart): string {
  const all = lines.flatMap(({ points }) => points);
  const [x, y] = [scale(all.map(([value]) => value), LEFT, WIDTH - RIGHT), scale(all.map(([, value]) => value), HEIGHT - BOTTOM, TOP)];
  const text = (at: [number, number], content: string, anchor = 'middle') => `<text x="${at[0].toFixed(1)}" y="${at[1].toFixed(1)}" text-anchor="${anchor}">${content}</text>`;
  const rule = (x1: number, y1: number, x2: number, y2: number) => `<path d="M${x1.toFixed(1)} ${y1.toFixed(1)}L${x2.toFixed(1)} ${y2.toFixed(1)}" stroke="#cbd5e1"/>`;
  const grid = [
    ...x.ticks.map((tick) => rule(x.at(tick), TOP, x.at(tick), HEIGHT - BOTTOM) + text([x.at(tick), HEIGHT - BOTTOM + 18], tick.toLocaleString('en-US'))),
    ...y.ticks.map((tick) => rule(LEFT, y.at(tick), WIDTH - RIGHT, y.at(tick)) + text([LEFT - 8, y.at(tick) + 4], String(tick), 'end')),
  ];
  const drawn = lines.map(({ name, points }, index) => {
    const path = points.map(([a, b], n) => `${n === 0 ? 'M' : 'L'}${x.at(a).toFixed(1)} ${y.at(b).toFixed(1)}`).join('');
    const [, last] = points.at(-1)!;
    return `<path d="${path}" fill="none" stroke="${COLOURS[index]}" stroke-width="2" stroke-dasharray="${DASHES[index]}"/>${text([WIDTH - RIGHT + 10, y.at(last) + 4], name, 'start')}`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="12" fill="#334155" role="img" aria-label="${title}">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    `<text x="${LEFT}" y="26" font-size="15" font-weight="600">${title}</text>`,
    ...grid,
    text([LEFT, TOP - 8], up),
    text([(LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12], across),
    ...drawn,
    '</svg>\n',
  ].join('\n');
}

function scale(values: readonly number[], from: number, to: number): { at(value: number): number; ticks: number[] } {
  const [low, high] = [Math.floor(Math.log10(Math.min(...values))), Math.ceil(Math.log10(Math.max(...values)))];
  const span = Math.max(1, high - low);
  return {
    at: (value) => from + ((Math.log10(value) - low) / span) * (to - from),
    ticks: Array.from({ length: span + 1 }, (_, index) => 10 ** (low + index)),
  };
}
