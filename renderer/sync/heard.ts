/** Numbers up to which the rooms of a user were announced on this device. */
export type Heard = {
  /** False: this user was never on this device. */
  isKnown(): boolean;
  /** How far the room was announced, by this tab or another one of the browser. */
  of(room: number): number;
  /** Everything up to these numbers is old news from now on. */
  add(marks: Iterable<readonly [number, number]>): void;
};

type Marks = Record<string, number>;

/** So many marks stand in the small part before they are joined to the large one. */
const RECENT_MAX = 200;

/**
 * Marks in localStorage, because other tabs have to see them at once. One part holds all of them and is seldom written; what was added
 * since stands in a small one, so that a message in one of ten thousand rooms does not write ten thousand marks.
 */
export function openHeard(server: string, user: number): Heard {
  const [all, recent] = heardKeys(server, user).map(readPart) as [Part, Part];
  const of = (room: number) => Math.max(all.marks()?.[room] ?? 0, recent.marks()?.[room] ?? 0);
  return {
    isKnown: () => all.marks() !== null,
    of,
    add(marks) {
      const added: Marks = { ...recent.marks() };
      for (const [room, seq] of marks) added[room] = Math.max(seq, of(room));
      if (all.marks() !== null && Object.keys(added).length <= RECENT_MAX) return recent.write(added);
      const joined: Marks = { ...all.marks() };
      for (const [room, seq] of Object.entries(added)) joined[room] = Math.max(seq, joined[room] ?? 0);
      all.write(joined);
      recent.write({});
    },
  };
}

/** The keys in localStorage under which a user's marks stand. */
export function heardKeys(server: string, user: number): readonly [string, string] {
  return [`orderline-heard ${server} ${user}`, `orderline-heard-lately ${server} ${user}`];
}

type Part = { marks(): Marks | null; write(marks: Marks): void };

/** One key; where there is no storage, the page's own memory. */
function readPart(key: string): Part {
  let known: string | null = null;
  let marks: Marks | null = null;
  return {
    marks() {
      const text = read(key);
      if (text === undefined || text === known) return marks;
      known = text;
      marks = parse(text);
      return marks;
    },
    write(next) {
      marks = next;
      known = JSON.stringify(next);
      try {
        globalThis.localStorage?.setItem(key, known);
      } catch {
        // No storage: then once per page.
      }
    },
  };
}

/** Undefined: there is no storage to read. */
function read(key: string): string | null | undefined {
  try {
    return globalThis.localStorage?.getItem(key);
  } catch {
    return undefined;
  }
}

function parse(text: string | null): Marks | null {
  try {
    return text === null ? null : (JSON.parse(text) as Marks);
  } catch {
    return null;
  }
}
