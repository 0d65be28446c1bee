/** Text for one line of somebody else's program: no control, direction or invisible characters, cut. */
export function oneLine(text: string, max: number): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').replace(/\s+/g, ' ').trim().slice(0, max).toWellFormed();
}
