import type { EngineServices } from '../../model/engine.js';
import type { RestApiDefinition, RestMethod } from '../../model/rest-api.js';
import { GatewayFault } from '../gateway-response/gateway-fault.js';
import { cognitoAuthorizer } from './cognito-authorizer.js';
import { iamAuthorizer } from './iam-authorizer.js';
import { type Authorize, lambdaAuthorizer } from './lambda-authorizer.js';

/**
 * Makes the authorizers of an API once, so that methods that share one share its cache.
 * @returns for a method: what has to let its requests pass; undefined for a public one
 */
export function compileAuthorization(
  definition: RestApiDefinition,
  services: EngineServices,
): (method: RestMethod) => Authorize | undefined {
  const makers = Object.fromEntries(
    Object.entries(definition.authorizers).map(([id, authorizer]) => {
      if (authorizer.kind === 'COGNITO_USER_POOLS') return [id, cognitoAuthorizer(authorizer, services)];
      const authorize = lambdaAuthorizer(authorizer, services);
      return [id, () => authorize];
    }),
  );
  return ({ authorization }) => {
    switch (authorization.kind) {
      case 'NONE':
        return undefined;
      case 'AWS_IAM':
        return iamAuthorizer;
      case 'CUSTOM':
        return makers[authorization.authorizerId]?.([]) ?? refuse;
      case 'COGNITO_USER_POOLS':
        return makers[authorization.authorizerId]?.(authorization.scopes) ?? refuse;
    }
  };
}

/** A method whose authorizer is not known lets nobody pass. */
const refuse: Authorize = async () => {
  throw new GatewayFault('AUTHORIZER_CONFIGURATION_ERROR', { message: null, reason: 'the authorizer is not known' });
};
