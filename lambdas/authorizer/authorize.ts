import type { AuthorizerConfig, RouteRule, UsageKeyRule } from '../../lib/plan/plan.js';
import { allow } from './answer.js';
import type { Caller } from './caller-context.js';
import { callerName } from './claims.js';
import type { AuthorizerAnswer, AuthorizerEvent } from './event.js';
import { meetRule, type VerifyCaller } from './meet-rule.js';
import type { Checks } from './parts.js';
import { readCredential } from './read-credential.js';
import { type AccessRequest, readRequest } from './read-request.js';
import { forbidden, unauthorized, unavailable } from './refusal.js';

/**
 * Lets one request through, with what is known of its caller. Pure but for the checks.
 *
 * @throws Refusal
 */
export async function authorize(
  event: AuthorizerEvent,
  config: AuthorizerConfig,
  checks: Checks,
): Promise<AuthorizerAnswer> {
  const request = readRequest(event);
  await fromEdge(event, request, config, checks);
  const { method, path } = request;
  const rule = own(config.routes, `${method} ${path}`) ?? own(config.routes, `ANY ${path}`);
  if (!rule) throw forbidden('route-unknown');
  if (rule.public) return allow(event, 'anybody', {});
  if (rule.usageKey?.kind === 'header' && rule.anyOf.length === 0) return byKeyAlone(event, request, rule.usageKey);
  const { caller, context } = await meetRule(rule, onceEach(verifyCaller(request, config, checks)));
  const backendToken = await exchanged(rule, caller, checks);
  const usageKey = await usageKeyFor(rule, request, caller, checks);
  return allow(event, caller.name, { ...context, ...backendToken }, usageKey);
}

/** Before all else; a firewall has done it where the API is a REST API. */
async function fromEdge(
  { version }: AuthorizerEvent,
  request: AccessRequest,
  { origin }: AuthorizerConfig,
  { checkOrigin }: Checks,
): Promise<void> {
  if (!origin || version !== '2.0') return;
  if (!checkOrigin) throw unavailable('origin-unknown');
  await checkOrigin(request.headerValues(origin.header));
}

/** API Gateway looks the key up itself, and refuses one that it does not know. */
function byKeyAlone(event: AuthorizerEvent, request: AccessRequest, rule: HeaderRule): AuthorizerAnswer {
  return allow(event, 'api-key', {}, keyInHeader(request, rule));
}

type HeaderRule = Extract<UsageKeyRule, { kind: 'header' }>;

function keyInHeader(request: AccessRequest, { header }: HeaderRule): string {
  const [value, ...more] = request.headerValues(header);
  if (!value || more.length > 0) throw unauthorized('no-single-api-key');
  return value;
}

async function usageKeyFor(
  { usageKey }: RouteRule,
  request: AccessRequest,
  { claims }: Caller,
  { nameUsageKey }: Checks,
): Promise<string | undefined> {
  if (usageKey?.kind !== 'claim') return usageKey && keyInHeader(request, usageKey);
  if (!nameUsageKey) throw unavailable('meter-unknown');
  return nameUsageKey(usageKey, claims);
}

async function exchanged(
  { exchange: name }: RouteRule,
  { token }: Caller,
  { exchange }: Checks,
): Promise<{ backendToken?: string }> {
  if (name === undefined) return {};
  const exchangeToken = exchange.get(name);
  if (!exchangeToken) throw unavailable('exchange-unknown');
  return { backendToken: `Bearer ${await exchangeToken(token)}` };
}

function verifyCaller(request: AccessRequest, { schemes }: AuthorizerConfig, { verify }: Checks): VerifyCaller {
  return async (scheme) => {
    const settings = own(schemes, scheme);
    const verifyToken = verify.get(scheme);
    if (!settings || !verifyToken) throw forbidden('scheme-unknown');
    const token = readCredential(settings.header, request.headerValues(settings.header));
    const claims = await verifyToken(token);
    return { scheme, name: callerName(claims), token, claims };
  };
}

/** However many alternatives ask for a scheme, a request's token is verified once. */
function onceEach(verify: VerifyCaller): VerifyCaller {
  const verified = new Map<string, Promise<Caller>>();
  return (scheme) => {
    const known = verified.get(scheme) ?? verify(scheme);
    verified.set(scheme, known);
    return known;
  };
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
