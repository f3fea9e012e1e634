import { matchesWhole, runRegex } from './bounded-regex.js';
import { type Budget, spendCharacters, TemplateError } from './budget.js';
import { formatValue } from './format-value.js';
import { areEqual } from './operators.js';
import { getEntry, list, map, type VtlList, type VtlMap, type VtlValue } from './value.js';

type Methods<Self> = Readonly<Record<string, (self: Self, args: readonly VtlValue[], budget: Budget) => VtlValue>>;

const MAX_ITEMS = 100_000;

/**
 * Java's methods on what templates hold; API Gateway runs templates on a Java engine.
 * Unknown ones are null, as an unresolved reference is.
 */
export function callMethod(self: VtlValue, name: string, args: readonly VtlValue[], budget: Budget): VtlValue {
  if (self === null) return null;
  if (typeof self === 'object' && self.kind === 'object') return self.call(name, args);
  const shared = Object.hasOwn(onAnything, name) ? onAnything[name] : undefined;
  if (shared !== undefined) return shared(self, args, budget);
  if (typeof self === 'string') return own(onText, name)?.(self, args, budget) ?? null;
  if (typeof self === 'object') {
    if (self.kind === 'map') return own(onMap, name)?.(self, args, budget) ?? null;
    return own(onList, name)?.(self, args, budget) ?? null;
  }
  if (typeof self === 'boolean') return null;
  return own(onNumber, name)?.(self, args, budget) ?? null;
}

const own = <Self>(methods: Methods<Self>, name: string) => (Object.hasOwn(methods, name) ? methods[name] : undefined);

const text = (value: VtlValue | undefined, budget: Budget): string => formatValue(value ?? null, budget);

const integer = (value: VtlValue | undefined): number => {
  const found = Number(typeof value === 'bigint' || typeof value === 'number' ? value : Number.NaN);
  return Number.isNaN(found) ? 0 : Math.trunc(found);
};

const onAnything: Methods<VtlValue> = {
  toString: (self: VtlValue, _args: readonly VtlValue[], budget: Budget) => text(self, budget),
  equals: (self, [other], budget) => typeof self === typeof other && areEqual(self, other ?? null, budget),
};

const onNumber: Methods<bigint | number> = {
  intValue: (self) => (typeof self === 'bigint' ? self : BigInt(Math.trunc(self))),
  longValue: (self) => (typeof self === 'bigint' ? self : BigInt(Math.trunc(self))),
  doubleValue: (self) => Number(self),
};

const onText: Methods<string> = {
  length: (self) => BigInt(self.length),
  isEmpty: (self) => self === '',
  contains: (self, [part], budget) => self.includes(text(part, budget)),
  startsWith: (self, [part], budget) => self.startsWith(text(part, budget)),
  endsWith: (self, [part], budget) => self.endsWith(text(part, budget)),
  equalsIgnoreCase: (self, [other], budget) => self.toLowerCase() === text(other, budget).toLowerCase(),
  compareTo: (self, [other], budget) => {
    const right = text(other, budget);
    return self < right ? -1n : self > right ? 1n : 0n;
  },
  indexOf: (self, [part], budget) => BigInt(self.indexOf(text(part, budget))),
  lastIndexOf: (self, [part], budget) => BigInt(self.lastIndexOf(text(part, budget))),
  charAt: (self, [at]) => self[integer(at)] ?? null,
  substring: (self, [from, to]) => substring(self, from, to),
  concat: (self, [other], budget) => self + text(other, budget),
  trim: (self) => self.trim(),
  toLowerCase: (self) => self.toLowerCase(),
  toUpperCase: (self) => self.toUpperCase(),
  replace: (self, [from, to], budget) =>
    spent(
      self.replaceAll(text(from, budget), () => text(to, budget)),
      budget,
    ),
  replaceAll: (self, [pattern, by], budget) =>
    spent(runRegex('replace', text(pattern, budget), self, javaReplacement(text(by, budget)), 'g'), budget),
  replaceFirst: (self, [pattern, by], budget) =>
    spent(runRegex('replace', text(pattern, budget), self, javaReplacement(text(by, budget))), budget),
  matches: (self, [pattern], budget) => matchesWhole(text(pattern, budget), self),
  split: (self, [pattern], budget) => list(dropEmptyEnd(runRegex('split', text(pattern, budget), self))),
};

function substring(self: string, from: VtlValue | undefined, to: VtlValue | undefined): VtlValue {
  const start = integer(from);
  const end = to === undefined ? self.length : integer(to);
  return start < 0 || end > self.length || start > end ? null : self.slice(start, end);
}

/** `$1` is a group in both languages; `\$` and `\\` are Java's escapes. */
const javaReplacement = (by: string): string =>
  by.replace(/\\([\s\S])|\$(?!\d)/g, (_all, escaped?: string) =>
    escaped === undefined || escaped === '$' ? '$$' : escaped,
  );

function dropEmptyEnd(parts: string[]): string[] {
  while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  return parts;
}

function spent(result: string, budget: Budget): string {
  spendCharacters(budget, result.length);
  return result;
}

const onList: Methods<VtlList> = {
  size: (self) => BigInt(self.items.length),
  isEmpty: (self) => self.items.length === 0,
  get: (self, [at]) => self.items[integer(at)] ?? null,
  contains: (self, [item], budget) => self.items.some((each) => areEqual(each, item ?? null, budget)),
  indexOf: (self, [item], budget) => BigInt(self.items.findIndex((each) => areEqual(each, item ?? null, budget))),
  add: (self, args) => {
    if (self.items.length >= MAX_ITEMS) throw new TemplateError('a list grows too long');
    if (args.length === 2) self.items.splice(integer(args[0]), 0, args[1] ?? null);
    else self.items.push(args[0] ?? null);
    return args.length === 2 ? null : true;
  },
  addAll: (self, [other]) => {
    const more = typeof other === 'object' && other?.kind === 'list' ? other.items : [];
    if (self.items.length + more.length > MAX_ITEMS) throw new TemplateError('a list grows too long');
    return self.items.push(...more.slice()) >= 0;
  },
  set: (self, [at, item]) => {
    const index = integer(at);
    const before = self.items[index];
    if (before === undefined) return null;
    self.items[index] = item ?? null;
    return before;
  },
  remove: (self, [at]) => self.items.splice(integer(at), 1)[0] ?? null,
};

const entry = ([key, value]: readonly [string, VtlValue]): VtlMap => ({
  ...map([
    ['key', key],
    ['value', value],
  ]),
  isEntry: true,
});

const onMap: Methods<VtlMap> = {
  size: (self) => BigInt(self.entries.size),
  isEmpty: (self) => self.entries.size === 0,
  get: (self, [key], budget) => getEntry(self, text(key, budget)),
  getOrDefault: (self, [key, other], budget) => getEntry(self, text(key, budget)) ?? other ?? null,
  containsKey: (self, [key], budget) => self.entries.has(text(key, budget)),
  containsValue: (self, [value], budget) =>
    [...self.entries.values()].some((each) => areEqual(each, value ?? null, budget)),
  keySet: (self) => list([...self.entries.keys()]),
  values: (self) => list([...self.entries.values()]),
  entrySet: (self) => list([...self.entries].map(entry)),
  put: (self, [key, value], budget) => {
    if (self.entries.size >= MAX_ITEMS) throw new TemplateError('a map grows too large');
    const name = text(key, budget);
    const before = self.entries.get(name) ?? null;
    self.entries.set(name, value ?? null);
    return before;
  },
  putAll: (self, [other]) => {
    if (typeof other === 'object' && other?.kind === 'map')
      for (const [key, value] of other.entries) self.entries.set(key, value);
    return null;
  },
  remove: (self, [key], budget) => {
    const name = text(key, budget);
    const before = self.entries.get(name) ?? null;
    self.entries.delete(name);
    return before;
  },
};
