import { encode } from 'uqr';

const BORDER = 2;

/** A text as a picture that a camera reads (a QR code). Drawn here: what is in it goes nowhere. */
export function KeyPicture({ text, name }: { text: string; name: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: BORDER });
  const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg className="key-picture" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={name} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="var(--color-paper)" />
      <path d={path} fill="var(--color-print)" />
    </svg>
  );
}
