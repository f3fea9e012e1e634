import type { Issue } from '../../errors/issue.js';
import { oneLine } from '../../errors/one-line.js';
import { shown } from '../../errors/shown.js';
import { schemesOf } from '../access.js';
import type { ApiKeyAuth, SchemeAuth } from '../auth.js';
import type { GatewaySpec } from '../gateway.js';
import { contextOf, schemeSettings } from './scheme-settings.js';

/** Names stand for one thing each; and one stage's plans open all of its key routes. */
export function schemeConflicts(spec: GatewaySpec): readonly Issue[] {
  const auths = [spec.auth, ...spec.routes.map((route) => route.auth)];
  const named = auths.flatMap((auth) => (auth ? schemesOf(auth) : []));
  const schemes = [...new Set(named)];
  const keys = schemes.filter((scheme) => scheme.kind === 'api-key');
  const plans = new Set(keys.flatMap((auth) => auth.plans));
  const contexts = new Map([...new Set(schemes.map(contextOf))].map((context, index) => [context, index]));
  return [
    ...differing('SCHEME_CONFLICT', 'auth', schemes, (scheme) => [
      schemeSettings(scheme),
      contexts.get(contextOf(scheme)),
    ]),
    ...differing('USAGE_PLAN_CONFLICT', 'plans', plans, (plan) => plan),
    ...keySchemesApart(named),
  ];
}

function differing<T extends { readonly name: string }>(
  code: string,
  what: string,
  items: Iterable<T>,
  settings: (item: T) => unknown,
): readonly Issue[] {
  const texts = new Map<string, Set<string>>();
  for (const item of items)
    texts.set(item.name, (texts.get(item.name) ?? new Set()).add(JSON.stringify(settings(item))));
  const names = [...texts].filter(([, variants]) => variants.size > 1).map(([name]) => name);
  return names.map((name) => ({
    code,
    place: `${what}['${oneLine(name)}']`,
    message: `two different values are called ${shown(name)}`,
    got: 'the same name with different settings',
    allowed: 'one value for each name',
    fix: 'make the value once and refer to it, or rename one of the two',
  }));
}

/** API Gateway takes a key of any plan of the stage on any route that asks for a key. */
function keySchemesApart(schemes: readonly SchemeAuth[]): readonly Issue[] {
  const keys = new Map(
    schemes.flatMap((scheme) => (scheme.kind === 'api-key' ? [[scheme.name, scheme] as const] : [])),
  );
  const sets = new Map([...keys].map(([name, { plans }]) => [name, planNames(plans)]));
  if (new Set(sets.values()).size <= 1) return [];
  return [
    {
      code: 'API_KEY_SCHEMES',
      place: 'auth',
      message:
        'a key of any plan of a stage opens every key route of that stage, so these schemes would open each other',
      got: [...sets].map(([name, plans]) => `${name}: ${plans}`).join('; '),
      allowed: 'API key schemes with the same usage plans',
      fix: 'give the schemes the same plans, or put the routes into two gateways',
      source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html',
    },
  ];
}

function planNames(plans: ApiKeyAuth['plans']): string {
  return [...new Set(plans.map(({ name }) => name))].sort().join(', ');
}
