import type { Firewall } from '../../spec/firewall.js';
import type { GatewaySpec } from '../../spec/gateway.js';
import type { ApiChoices } from '../choose-apis.js';
import type { BodySizeRoutes, WebAclRulePlan } from '../web-acl-plan.js';
import { type LimitedRoute, limitedRoutes } from './limited-routes.js';
import { packed } from './packed.js';
import { type PathPrefix, pathPrefix } from './path-prefix.js';
import { type PathTail, pathRegex, sentRegex } from './path-regex.js';
import { refusal } from './refusal.js';
import { wcuOf } from './wcu.js';

/** A rule for each limit, the smallest first. */
export function planBodySizeRules(
  spec: GatewaySpec,
  firewall: Firewall,
  choices: ApiChoices,
): readonly WebAclRulePlan[] {
  const prefix = pathPrefix(spec);
  const routes = limitedRoutes(spec, choices);
  const limits = [...new Set(routes.map(({ maxBytes }) => maxBytes))].sort((a, b) => a - b);
  return limits.map((maxBytes) => {
    const rule = {
      kind: 'body-size' as const,
      name: `body-size-${maxBytes}`,
      maxBytes,
      routes: routesOf(
        routes.filter((route) => route.maxBytes === maxBytes),
        prefix,
      ),
      response: refusal(413, firewall.response && { ...firewall.response, status: 413 }),
      because: `routes say that their bodies have at most ${maxBytes.toLocaleString('en')} bytes`,
    };
    return { ...rule, wcu: wcuOf(rule) };
  });
}

/** Those of one method whose requests no other route takes go into common regular expressions. */
function routesOf(routes: readonly LimitedRoute[], prefix: PathPrefix): readonly BodySizeRoutes[] {
  const alone = routes.filter(isAlone);
  const methods = [...new Set(routes.map(({ method }) => method))].sort();
  const together = methods.flatMap((method) => {
    const ofMethod = routes.filter((route) => route.method === method && !isAlone(route));
    return packed(ofMethod, (some) => [pathOf(some, prefix), slashedOf(some, prefix)]);
  });
  return [...together, ...alone.map((route) => [route])].flatMap((some) => {
    const [first] = some;
    return first ? [bodySizeRoutes(first, some, prefix)] : [];
  });
}

/** The root has no tail, and so no neighbours. */
function isAlone({ others, segments }: LimitedRoute): boolean {
  return others.length > 0 || segments.length === 0;
}

function bodySizeRoutes(first: LimitedRoute, all: readonly LimitedRoute[], prefix: PathPrefix): BodySizeRoutes {
  return {
    method: first.method,
    path: pathOf(all, prefix),
    slashedPath: slashedOf(all, prefix),
    except: exceptions(first, prefix),
  };
}

function exceptions({ others }: LimitedRoute, prefix: PathPrefix): BodySizeRoutes['except'] {
  return [...new Set(others.map(({ method }) => method))].sort().flatMap((method) => {
    const regexOf = (tails: readonly PathTail[]) => sentRegex(prefix, tails);
    const tails = others.filter((other) => other.method === method).map(({ tail }) => tail);
    return packed(tails, (some) => [regexOf(some)]).map((some) => ({ method, path: regexOf(some) }));
  });
}

const pathOf = (routes: readonly LimitedRoute[], prefix: PathPrefix) =>
  pathRegex(
    prefix,
    routes.map(({ tail }) => tail.strict),
  );

const slashedOf = (routes: readonly LimitedRoute[], prefix: PathPrefix) =>
  pathRegex(
    prefix,
    routes.map(({ tail }) => tail.slashed),
  );
