// Controls, zero-width characters and everything that turns the direction of writing: none of it belongs into a system's alert.
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** One line of text for an alert, a menu or a tooltip: cleaned, white space folded, cut with an ellipsis. */
export function alertLine(text: string, max: number): string {
  return cut(text.toWellFormed().replace(UNSEEN, '').replace(/\s+/g, ' ').trim(), max);
}

/** The body of an alert: like a line, but line breaks stay, at most four lines. */
export function alertBody(text: string, max: number): string {
  const lines = text.split(/\r\n|\r|\n/).map((line) => alertLine(line, max)).filter((line) => line !== '');
  return cut(lines.slice(0, 4).join('\n'), max);
}

function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, max - 1).replace(/[\ud800-\udbff]$/, '').trimEnd()}…`;
}
