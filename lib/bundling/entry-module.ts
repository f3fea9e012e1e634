import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Parts } from '../../lambdas/authorizer/parts.js';
import type { KeyKeeperConfig } from '../plan/key-keeper-plan.js';
import type { AuthorizerConfig, GuardConfig, TokenSchemeConfig } from '../plan/plan.js';
import type { BundleInput, HandlerInput } from './bundle-functions.js';

/** Without an extension: esbuild finds the `.ts` in the repository and the `.js` in the installed package. */
const ownModule = (path: string) => JSON.stringify(fileURLToPath(new URL(`../../${path}`, import.meta.url)));

/** The tiny module that esbuild starts from: it says what `handler` is. */
export interface EntryModule {
  readonly id: string;
  readonly input: BundleInput;
  readonly file: string;
}

export interface EntryModules {
  readonly directory: string;
  readonly modules: readonly EntryModule[];
}

export function writeEntryModules(
  functions: readonly BundleInput[],
  codeRoot: string,
  cacheDirectory: string,
): EntryModules {
  mkdirSync(cacheDirectory, { recursive: true });
  const directory = mkdtempSync(join(cacheDirectory, 'entries-'));
  const modules = functions.map((input, index) => {
    const file = join(directory, `entry-${index}.mjs`);
    writeFileSync(file, source(input, codeRoot));
    return { id: input.id, input, file };
  });
  return { directory, modules };
}

function source(input: BundleInput, codeRoot: string): string {
  switch (input.kind) {
    case 'handler':
      return handlerSource(input, codeRoot);
    case 'authorizer':
      return authorizerSource(input.config);
    case 'key-keeper':
      return `import { keyKeeper } from ${ownModule('lambdas/key-keeper/handler')};
export const handler = keyKeeper(${parsed(input.config)});
`;
  }
}

function handlerSource({ entry, exportName, guard }: HandlerInput, codeRoot: string): string {
  const module = JSON.stringify(resolve(codeRoot, entry));
  if (!guard) return `export { ${exportedAs(exportName)} as handler } from ${module};\n`;
  return `import { guard } from ${ownModule('lib/runtime/guard/guard')};
import { ${exportedAs(exportName)} as guarded } from ${module};
export const handler = guard(${parsed(guard)})(guarded);
`;
}

/** Imports what the schemes and exchanges of the gateway need, and nothing else: the rest costs nobody. */
function authorizerSource(config: AuthorizerConfig): string {
  const parts = PARTS.filter(({ isNeeded }) => isNeeded(config));
  const imports = parts.map(
    ({ made, module }) => `import { ${made} } from ${ownModule(`lambdas/authorizer/${module}`)};`,
  );
  return `import { authorizer } from ${ownModule('lambdas/authorizer/handler')};
${imports.join('\n')}
export const handler = authorizer(${parsed(config)}, { ${parts.map(({ part, made }) => `${part}: ${made}`).join(', ')} });
`;
}

interface AuthorizerPart {
  readonly part: keyof Parts;
  readonly made: string;
  readonly module: string;
  readonly isNeeded: (config: AuthorizerConfig) => boolean;
}

const hasScheme = ({ schemes }: AuthorizerConfig, kind: TokenSchemeConfig['kind']) =>
  Object.values(schemes).some((scheme) => scheme.kind === kind);
const hasMeter = ({ routes }: AuthorizerConfig) =>
  Object.values(routes).some(({ usageKey }) => usageKey?.kind === 'claim');
const hasExchange = ({ exchanges }: AuthorizerConfig) => Object.keys(exchanges).length > 0;

const PARTS: readonly AuthorizerPart[] = [
  { part: 'jwt', made: 'verifyJwts', module: 'jwt/verify-jwts', isNeeded: (config) => hasScheme(config, 'jwt') },
  {
    part: 'introspection',
    made: 'introspectTokens',
    module: 'introspection/introspect-tokens',
    isNeeded: (config) => hasScheme(config, 'introspection'),
  },
  { part: 'exchange', made: 'exchangeTokens', module: 'exchange/exchange-tokens', isNeeded: hasExchange },
  {
    part: 'askAsClient',
    made: 'askAsClient',
    module: 'oauth/ask-as-client',
    isNeeded: (config) => hasScheme(config, 'introspection') || hasExchange(config),
  },
  { part: 'meter', made: 'nameUsageKeys', module: 'meter/name-usage-keys', isNeeded: hasMeter },
];

/** A string that is parsed, not a literal: in a literal `__proto__` is no key. */
function parsed(config: AuthorizerConfig | GuardConfig | KeyKeeperConfig): string {
  return `JSON.parse(${JSON.stringify(JSON.stringify(config))})`;
}

/** ES modules may export under any string. */
function exportedAs(name: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : JSON.stringify(name);
}
