import type { RoomEntry } from './chat';

type Rooms = ReadonlyMap<number, RoomEntry>;
type Bucket = ReadonlyMap<number, RoomEntry>;

const BUCKETS = 256;
const empty: Bucket = new Map();

/**
 * Rooms by id in buckets that one version shares with the next: a change of one room among ten thousand copies one small bucket, and what
 * differs between two versions is found without looking at every room.
 */
class RoomMap implements Rooms {
  readonly #buckets: readonly Bucket[];
  readonly size: number;
  /** The same for all versions that came out of one another; what is computed of the rooms is remembered under it. */
  readonly lineage: object;

  constructor(buckets: readonly Bucket[], size: number, lineage: object) {
    this.#buckets = buckets;
    this.size = size;
    this.lineage = lineage;
  }

  get(id: number): RoomEntry | undefined {
    return this.#buckets[id % BUCKETS]?.get(id);
  }

  has(id: number): boolean {
    return this.get(id) !== undefined;
  }

  forEach(callback: (entry: RoomEntry, id: number, rooms: Rooms) => void): void {
    for (const bucket of this.#buckets) bucket.forEach((entry, id) => callback(entry, id, this));
  }

  *entries(): MapIterator<[number, RoomEntry]> {
    for (const bucket of this.#buckets) yield* bucket;
  }

  *keys(): MapIterator<number> {
    for (const bucket of this.#buckets) yield* bucket.keys();
  }

  *values(): MapIterator<RoomEntry> {
    for (const bucket of this.#buckets) yield* bucket.values();
  }

  [Symbol.iterator](): MapIterator<[number, RoomEntry]> {
    return this.entries();
  }

  with(changes: Iterable<readonly [number, RoomEntry | null]>): RoomMap {
    const buckets = [...this.#buckets];
    const copied = new Map<number, Map<number, RoomEntry>>();
    let { size } = this;
    for (const [id, entry] of changes) {
      const place = id % BUCKETS;
      let bucket = copied.get(place);
      if (!bucket) {
        bucket = new Map(buckets[place]);
        copied.set(place, bucket);
        buckets[place] = bucket;
      }
      const before = bucket.size;
      if (entry) bucket.set(id, entry);
      else bucket.delete(id);
      size += bucket.size - before;
    }
    return new RoomMap(buckets, size, this.lineage);
  }

  *differences(other: RoomMap): Iterable<number> {
    for (const [place, bucket] of this.#buckets.entries()) {
      const theirs = other.#buckets[place] ?? empty;
      if (theirs !== bucket) yield* differing(bucket, theirs);
    }
  }
}

function* differing(one: Bucket, two: Bucket): Iterable<number> {
  for (const [id, entry] of one) if (two.get(id) !== entry) yield id;
  for (const id of two.keys()) if (!one.has(id)) yield id;
}

/** The rooms with these entries in place of what they had; null takes a room out. */
export function withEntries(rooms: Rooms, changes: Iterable<readonly [number, RoomEntry | null]>): Rooms {
  if (rooms instanceof RoomMap) return rooms.with(changes);
  return new RoomMap(Array.from({ length: BUCKETS }, () => empty), 0, {}).with(rooms).with(changes);
}

/** The ids of the rooms that are not the same in both versions. */
export function changedRooms(before: Rooms, now: Rooms): Iterable<number> {
  if (before === now) return [];
  return before instanceof RoomMap && now instanceof RoomMap ? before.differences(now) : differing(before, now);
}

/** What is the same object for all versions of these rooms. */
export function lineageOf(rooms: Rooms): object {
  return rooms instanceof RoomMap ? rooms.lineage : rooms;
}
