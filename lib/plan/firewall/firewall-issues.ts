import type { Issue } from '../../errors/issue.js';
import { quotas } from '../../facts/quotas.js';
import type { GatewaySpec } from '../../spec/gateway.js';
import { placeOf } from '../../spec/validate/place-of.js';
import { issueAt } from '../../spec/validate/rule.js';
import type { ApiChoices } from '../choose-apis.js';
import type { WebAclPlan } from '../web-acl-plan.js';
import { limitedRoutes } from './limited-routes.js';
import { fits } from './packed.js';
import { pathPrefix } from './path-prefix.js';
import { belowPrefix, pathRegex, sentRegex } from './path-regex.js';

/** Rules on firewalls that hold once the API type of each route is known. */
export function firewallApiIssues(spec: GatewaySpec, choices: ApiChoices): readonly Issue[] {
  if (!spec.firewall) return [];
  return [...httpApiIssues(spec, choices), ...regexIssues(spec), ...bodyLimitIssues(spec, choices)];
}

function httpApiIssues(spec: GatewaySpec, choices: ApiChoices): readonly Issue[] {
  const onHttp = spec.routes.filter((route) => choices.of(route).api === 'http');
  if (spec.edge || onHttp.length === 0) return [];
  return [
    issueAt('firewall', {
      code: 'FIREWALL_HTTP_API',
      at: '',
      message:
        'AWS WAF stands before REST APIs and CloudFront, and these routes are on an HTTP API: it would not see them',
      got: onHttp.map(({ pattern }) => pattern),
      allowed: 'a gateway with an edge, or all routes on a REST API',
      fix: "write edge: {} on the gateway, or api: 'rest'",
      source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html',
    }),
  ];
}

/** What is anchored gets longer by the stage. */
function regexIssues(spec: GatewaySpec): readonly Issue[] {
  const prefix = pathPrefix(spec);
  return (['allow', 'block'] as const).flatMap((list) =>
    (spec.firewall?.[list]?.paths ?? []).flatMap((regex, index) => {
      const whole = belowPrefix(regex, prefix);
      if (fits(whole) || !fits(regex)) return [];
      return [
        tooLong(`firewall.${list}.paths[${index}]`, whole, 'write a shorter one, or several, of which any is enough'),
      ];
    }),
  );
}

function bodyLimitIssues(spec: GatewaySpec, choices: ApiChoices): readonly Issue[] {
  const prefix = pathPrefix(spec);
  return limitedRoutes(spec, choices).flatMap(({ method, path, tail, others }) => {
    const regexes = [pathRegex(prefix, [tail.slashed]), ...others.map((other) => sentRegex(prefix, [other.tail]))];
    const long = regexes.find((regex) => !fits(regex));
    const place = `${placeOf({ pattern: `${method} ${path}` })}.maxBodyBytes`;
    return long ? [tooLong(place, long, 'shorten the path, or leave maxBodyBytes out')] : [];
  });
}

function tooLong(place: string, regex: string, fix: string): Issue {
  const { value, unit, source } = quotas.wafRegexCharacters;
  return issueAt(place, {
    code: 'FIREWALL_REGEX_LENGTH',
    at: '',
    message: `with what stands before it, AWS WAF would look for ${regex}`,
    got: regex.length,
    allowed: `${value} ${unit}`,
    fix,
    source,
  });
}

/** What AWS would refuse of a planned ACL. Its answers always fit: eleven of 4 KB at most, and it has room for 50. */
export function firewallPlanIssues(acl: WebAclPlan | undefined): readonly Issue[] {
  const { value, unit, source } = quotas.wafCapacity;
  if (!acl || acl.wcu <= value) return [];
  const table = [...acl.rules].sort((a, b) => b.wcu - a.wcu).map((rule) => `${rule.name} ${rule.wcu}`);
  return [
    issueAt('firewall', {
      code: 'FIREWALL_CAPACITY',
      at: '',
      message: `the rules take more capacity than a web ACL has: ${table.join(', ')}`,
      got: acl.wcu,
      allowed: `${value} ${unit}; above 1,500 each 500 cost 0.20 USD per million requests`,
      fix: 'leave out the groups that your backends do not need, and join limits of bodies',
      source,
    }),
  ];
}
