import type { StoredObject } from './stored-object.js';

/** What a distribution keeps, in bounded memory. */
export interface ObjectCache {
  readonly get: (key: string) => StoredObject | undefined;
  /** @param askedAtMs when its origin was asked: an invalidation after that keeps it out */
  readonly put: (key: string, object: StoredObject, askedAtMs: number) => boolean;
  readonly remove: (key: string) => void;
  /** @param paths `/books/1`, `/books/*`, or a tag: `#book-1` */
  readonly invalidate: (paths: readonly string[], nowMs: number) => number;
}

interface Invalidation {
  readonly atMs: number;
  readonly covers: (object: StoredObject) => boolean;
}

/** Headers and what holds an object together, about. */
const OVERHEAD_BYTES = 512;
/** No origin takes longer to answer than this. */
const REMEMBERED_MS = 180_000;

/** @param maxBytes what was used last stays, within that */
export function createObjectCache(maxBytes: number): ObjectCache {
  const objects = new Map<string, StoredObject>();
  let recent: Invalidation[] = [];
  let bytes = 0;

  function remove(key: string): void {
    const object = objects.get(key);
    if (object === undefined) return;
    objects.delete(key);
    bytes -= sizeOf(key, object);
  }

  return {
    get(key) {
      const object = objects.get(key);
      if (object !== undefined) {
        objects.delete(key);
        objects.set(key, object);
      }
      return object;
    },
    put(key, object, askedAtMs) {
      remove(key);
      const size = sizeOf(key, object);
      const isVoid = recent.some(({ atMs, covers }) => atMs >= askedAtMs && covers(object));
      if (isVoid || size > maxBytes) return false;
      objects.set(key, object);
      bytes += size;
      for (const oldest of objects.keys()) {
        if (bytes <= maxBytes) break;
        remove(oldest);
      }
      return true;
    },
    remove,
    invalidate(paths, nowMs) {
      const covers = coveredBy(paths);
      recent = [...recent.filter(({ atMs }) => atMs > nowMs - REMEMBERED_MS), { atMs: nowMs, covers }];
      const gone = [...objects].filter(([, object]) => covers(object));
      for (const [key] of gone) remove(key);
      return gone.length;
    },
  };
}

function sizeOf(key: string, { body, headers }: StoredObject): number {
  const headerBytes = headers.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  return OVERHEAD_BYTES + key.length + headerBytes + body.length;
}

/**
 * A star counts at the end of a path only; tags have none, and no case.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html
 */
function coveredBy(paths: readonly string[]): (object: StoredObject) => boolean {
  const tests = paths.map((path): ((object: StoredObject) => boolean) => {
    if (path.startsWith('#')) return ({ tags }) => tags.has(path.slice(1).toLowerCase());
    const rooted = path.startsWith('/') ? path : `/${path}`;
    if (!rooted.endsWith('*')) return ({ address }) => address === rooted;
    return ({ address }) => address.startsWith(rooted.slice(0, -1));
  });
  return (object) => tests.some((test) => test(object));
}
