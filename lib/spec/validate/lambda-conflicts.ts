import type { Issue } from '../../errors/issue.js';
import { schemesOf } from '../access.js';
import type { LambdaBackend } from '../backend.js';
import type { GatewaySpec } from '../gateway.js';
import { plainFile } from '../plain-file.js';
import { onceEach } from './once-each.js';
import { placeOf } from './place-of.js';

interface Use {
  readonly fn: LambdaBackend;
  readonly role: 'backend' | 'authorizer';
  /** Of the function. */
  readonly place: () => string;
  readonly user: string;
}

/** One module and export is one function, so it cannot have two sets of settings, nor do two different things. */
export function lambdaConflicts(spec: GatewaySpec): readonly Issue[] {
  const seen = new Map<string, Use>();
  const settingsOf = onceEach(settingsText);
  return usesOf(spec).flatMap((use) => {
    const key = `${plainFile(use.fn.entry)}#${use.fn.export ?? 'handler'}`;
    const first = seen.get(key);
    if (!first) seen.set(key, use);
    if (!first) return [];
    if (first.role !== use.role) return [roleConflict(first, use, key)];
    return first.fn === use.fn || settingsOf(first.fn) === settingsOf(use.fn) ? [] : [settingConflict(first, use, key)];
  });
}

function usesOf(spec: GatewaySpec): readonly Use[] {
  const stated = [
    { auth: spec.auth, place: () => 'auth.function' },
    ...spec.routes.map((route) => ({ auth: route.auth, place: () => `${placeOf(route)}.auth.function` })),
  ];
  const authorizers = stated.flatMap(({ auth = 'public', place }) =>
    schemesOf(auth).flatMap((scheme) =>
      scheme.kind === 'custom' ? [{ fn: scheme.function, role: 'authorizer' as const, place, user: scheme.name }] : [],
    ),
  );
  const backends = spec.routes.flatMap((route) =>
    route.to.kind === 'lambda'
      ? [{ fn: route.to, role: 'backend' as const, place: () => `${placeOf(route)}.to`, user: route.pattern }]
      : [],
  );
  return [...backends, ...authorizers];
}

/** A default written out is the same setting, and variables have no order. */
function settingsText({ memoryMb = 256, timeoutMs = 29_000, environment = {}, streaming }: LambdaBackend): string {
  const variables = Object.entries(environment).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([memoryMb, timeoutMs, variables, streaming === true]);
}

function settingConflict(first: Use, again: Use, key: string): Issue {
  return {
    code: 'LAMBDA_CONFLICT',
    place: again.place(),
    message: `${again.user} and ${first.user} deploy one function with different settings`,
    got: `${key} twice, with other memory, timeout, environment or streaming`,
    allowed: 'one set of settings for each module and export',
    fix: 'make the backend once and refer to it, or export the handler under a second name',
  };
}

function roleConflict(first: Use, again: Use, key: string): Issue {
  return {
    code: 'LAMBDA_ROLE_CONFLICT',
    place: again.place(),
    message: `${first.user} is answered by the function that ${again.user} is decided by`,
    got: `${key} as a backend and as an authorizer`,
    allowed: 'a function that answers requests, or one that decides on them',
    fix: 'export the two under names of their own',
  };
}
