import { percentEncoded } from './percent-encoded.js';

/**
 * A path with its parameters put in, percent-encoded: their slashes stay, as those of a greedy parameter have to.
 * Undefined where a segment of a value is `.` or `..`, which URL parsers obey even where it is encoded.
 */
export function fillPath(template: string, params: Readonly<Record<string, string>>): string | undefined {
  const paramOf = (name: string) => (Object.hasOwn(params, name) ? (params[name] ?? '') : '');
  const names = [...template.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
  const isLeft = names.some((name) => paramOf(name).split('/').some(isDots));
  return isLeft ? undefined : template.replace(PLACEHOLDER, (_all, name: string) => encoded(paramOf(name)));
}

const PLACEHOLDER = /\{([^{}+]+)\+?\}/g;

function isDots(segment: string): boolean {
  return segment === '.' || segment === '..';
}

function encoded(value: string): string {
  return value.split('/').map(percentEncoded).join('/');
}
