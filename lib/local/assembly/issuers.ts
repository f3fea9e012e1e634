import { userPoolIssuer } from '../authorization/user-pool-issuer.js';
import type { ApiModel } from '../model/cloud.js';
import type { HttpAuthorizer } from '../model/http-api.js';
import type { RestAuthorizer } from '../model/rest-api.js';
import { listedTexts } from './listed-metadata.js';
import { UNRESOLVED_TEXT } from './properties.js';
import type { ResolvedResource } from './reader-context.js';

/** A resource's list of issuers whose tokens its function checks: a Lambda authorizer's are not in the template else. */
const ISSUERS = 'gatewright:issuers';

/** The issuers of JWT and Cognito authorizers and of resource metadata, each once. */
export function readIssuers(apis: readonly ApiModel[], resources: readonly ResolvedResource[]): string[] {
  const trusted = apis.flatMap((api) =>
    api.kind === 'http'
      ? Object.values(api.authorizers).flatMap(issuerOf)
      : Object.values(api.authorizers).flatMap(poolIssuersOf),
  );
  const declared = listedTexts(ISSUERS, resources);
  return [...new Set([...trusted, ...declared])].filter((issuer) => issuer !== UNRESOLVED_TEXT && issuer !== '');
}

const issuerOf = (authorizer: HttpAuthorizer): string[] => (authorizer.kind === 'JWT' ? [authorizer.issuer] : []);

const poolIssuersOf = ({ userPoolArns }: RestAuthorizer): string[] =>
  userPoolArns.flatMap((arn) => userPoolIssuer(arn) ?? []);
