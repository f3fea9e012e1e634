import type { Construct } from 'constructs';
import type { ApiPlan } from '../plan/plan.js';
import { cdk } from './cdk.js';
import { shortPart } from './short-part.js';

/** Names of the stack outputs that the command line and the local gateway find a gateway by. */
export const OUTPUTS = {
  gateway: 'GatewrightGateway',
  meterSecrets: 'MeterSecrets',
  domainName: 'DomainName',
  domainTarget: 'DomainTarget',
  edgeUrl: 'EdgeUrl',
  edgeTarget: 'EdgeTarget',
  distributionId: 'EdgeDistributionId',
} as const;

/** What an output of a gateway is called in its stack. */
export function outputName(gateway: Construct, name: string): string {
  return `${outputPrefix(gateway)}${name}`;
}

/** `gold-plus` → `UsagePlanGoldPlusId`. */
export function usagePlanOutput(planName: string): string {
  return `UsagePlan${capitalized(planName)}Id`;
}

/** `HttpApiId`; of the part `orders` `HttpApiOrdersId`: its name first could be that of a usage plan's. */
export function apiOutput({ type, part = '' }: ApiPlan, what: 'Id' | 'Url'): string {
  return `${capitalized(type)}Api${capitalized(shortPart(part))}${what}`;
}

function capitalized(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter(Boolean);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/**
 * An output under its plain name; a gateway inside somebody's stack puts its construct path before it, so that two
 * gateways share a stack.
 *
 * @param scope what it stands in, if not the gateway: its edge may be another stack
 */
export function output(
  gateway: Construct,
  name: string,
  value: string,
  description: string,
  scope: Construct = gateway,
): void {
  const made = new cdk.CfnOutput(scope, name, { value, description });
  made.overrideLogicalId(`${outputPrefix(gateway)}${name}`);
}

/** Where in its stack a gateway stands; empty for a stack that is one gateway. */
export function outputPrefix(gateway: Construct): string {
  const stack = cdk.Stack.of(gateway);
  const { scopes } = gateway.node;
  const below = scopes.slice(scopes.indexOf(stack) + 1).map((scope) => scope.node.id);
  return below
    .filter((id) => id !== 'Default')
    .join('')
    .replace(/[^A-Za-z0-9]/g, '');
}
