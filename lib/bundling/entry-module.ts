import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Parts } from '../../lambdas/authorizer/parts.js';
import type { KeyKeeperConfig } from '../plan/key-keeper-plan.js';
import type { OriginKeeperConfig } from '../plan/origin/origin-keeper-plan.js';
import type { AuthorizerConfig, GuardConfig, TokenSchemeConfig } from '../plan/plan.js';
import type { TransformerConfig } from '../plan/transformer-plan.js';
import type { AroundConfig } from '../spec/around-config.js';
import type { BundleInput, HandlerInput, TransformerInput } from './bundle-functions.js';

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
    case 'transformer':
      return transformerSource(input, codeRoot);
    case 'authorizer':
      return authorizerSource(input.config);
    case 'key-keeper':
      return `import { keyKeeper } from ${ownModule('lambdas/key-keeper/handler')};
export const handler = keyKeeper(${parsed(input.config)});
`;
    case 'origin-keeper':
      return `import { originKeeper } from ${ownModule('lambdas/origin-keeper/handler')};
export const handler = originKeeper(${parsed(input.config)});
`;
  }
}

function handlerSource(input: HandlerInput, codeRoot: string): string {
  const module = JSON.stringify(resolve(codeRoot, input.entry));
  if (!input.guard && !input.around) return `export { ${exportedAs(input.exportName)} as handler } from ${module};\n`;
  return wrappedSource(input, codeRoot, {
    imports: `import { ${exportedAs(input.exportName)} as inner } from ${module};`,
    inner: 'inner',
  });
}

function transformerSource(input: TransformerInput, codeRoot: string): string {
  return wrappedSource(input, codeRoot, {
    imports: `import { transformer } from ${ownModule('lambdas/transformer/handler')};`,
    inner: `transformer(${parsed(input.config)})`,
  });
}

/** The guard outermost, then what keeps errors from being kept, then transformations and middleware, then what answers. */
function wrappedSource(
  { guard, around }: Pick<HandlerInput, 'guard' | 'around'>,
  codeRoot: string,
  { imports, inner }: { readonly imports: string; readonly inner: string },
): string {
  const middleware = around?.middleware ?? [];
  const unkept = guard?.unkeptStatuses ?? [];
  const lines = [
    ...(guard ? [`import { guard } from ${ownModule('lib/runtime/guard/guard')};`] : []),
    ...(unkept.length > 0 ? [`import { unkeptAnswers } from ${ownModule('lib/runtime/guard/unkept-answers')};`] : []),
    ...(around ? [`import { around } from ${ownModule('lib/runtime/transform/around')};`] : []),
    ...middleware.map(({ entry, exportName }, index) => {
      const module = JSON.stringify(resolve(codeRoot, entry));
      return `import { ${exportedAs(exportName)} as middleware${index} } from ${module};`;
    }),
    imports,
  ];
  const names = middleware.map((_, index) => `middleware${index}`).join(', ');
  const surrounded = around ? `around(${parsed(around)}, [${names}])(${inner})` : inner;
  const answering = unkept.length > 0 ? `unkeptAnswers(${JSON.stringify(unkept)})(${surrounded})` : surrounded;
  const guarded = guard ? `guard(${parsed(guard)})(${answering})` : answering;
  return `${lines.join('\n')}\nexport const handler = ${guarded};\n`;
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
  {
    part: 'origin',
    made: 'checkOrigins',
    module: 'origin/check-origins',
    isNeeded: ({ origin }) => origin !== undefined,
  },
  { part: 'meter', made: 'nameUsageKeys', module: 'meter/name-usage-keys', isNeeded: hasMeter },
];

type Config = AuthorizerConfig | GuardConfig | KeyKeeperConfig | OriginKeeperConfig | AroundConfig | TransformerConfig;

/** A string that is parsed, not a literal: in a literal `__proto__` is no key. */
function parsed(config: Config): string {
  return `JSON.parse(${JSON.stringify(JSON.stringify(config))})`;
}

/** ES modules may export under any string. */
function exportedAs(name: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : JSON.stringify(name);
}
