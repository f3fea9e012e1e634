import type { Plan } from '../../lib/plan/plan.js';

/**
 * The rule of the front, word by word: `/`, then the first path in its order that has the method. A path that ends in a slash is
 * looked up as it is, then without it.
 */
export function frontRule({ front, routes }: Pick<Plan, 'front' | 'routes'>) {
  const methods = new Map<string, Set<string>>();
  for (const { path, method } of routes) methods.set(path, (methods.get(path) ?? new Set()).add(method));
  const paths = [...front.paths]
    .sort((one, other) => Number(other.path === '/') - Number(one.path === '/'))
    .map(({ path, api }) => ({ takes: takerOf(path), has: methods.get(path), api }));
  return (method: string, path: string): string | undefined => {
    const find = (text: string) =>
      paths.find(({ takes, has }) => (has?.has(method) || has?.has('ANY')) && takes.test(text))?.api;
    return find(path) ?? (path.length > 1 && path.endsWith('/') ? find(path.slice(0, -1)) : undefined);
  };
}

function takerOf(path: string): RegExp {
  const segments = path.split('/').map((segment) => {
    if (!segment.startsWith('{')) return segment.replaceAll('.', '\\.');
    return segment.endsWith('+}') ? '.*' : '[^/]+';
  });
  return new RegExp(`^${segments.join('/')}$`);
}
