/** The lines of a report by their keys, each made when it is first asked for. */
export function linesOf<Sum>(make: () => Sum): { lines: Map<string, Sum>; lineOf: (key: string) => Sum } {
  const lines = new Map<string, Sum>();
  const lineOf = (key: string): Sum => {
    const known = lines.get(key);
    if (known !== undefined) return known;
    const made = make();
    lines.set(key, made);
    return made;
  };
  return { lines, lineOf };
}

/** The key of the line in which a moment lies, by where lines begin and the last one ends; undefined: in none. Those of one day are one or two, so the last one is tried first. */
export function keyAt(begins: readonly Date[], keys: readonly string[], to: Date): (moment: number) => string | undefined {
  const edges = [...begins, to].map((edge) => edge.getTime());
  let place = 0;
  return (moment) => {
    if (moment >= edges[place]! && moment < edges[place + 1]!) return keys[place];
    if (moment < edges[0]! || moment >= edges.at(-1)!) return undefined;
    if (moment < edges[place]!) place = 0;
    while (moment >= edges[place + 1]!) place += 1;
    return keys[place];
  };
}
