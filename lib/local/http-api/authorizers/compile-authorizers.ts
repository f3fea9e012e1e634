import type { HttpApiDefinition, HttpRoute } from '../../model/http-api.js';
import { INTERNAL_SERVER_ERROR } from '../answer.js';
import type { Stage } from '../exchange.js';
import { authorizeIam } from './iam-authorizer.js';
import { createJwtAuthorizer, type JwtAuthorizer } from './jwt-authorizer.js';
import { createLambdaAuthorizer } from './lambda-authorizer.js';
import type { Authorize } from './verdict.js';

/** The check in front of a route; `undefined` for routes that ask for none. */
type AuthorizeFor = (authorization: HttpRoute['authorization']) => Authorize | undefined;

/** Creates each authorizer once, so that routes share its keys and its cache. */
export function compileAuthorizers(authorizers: HttpApiDefinition['authorizers'], stage: Stage): AuthorizeFor {
  const jwt = new Map<string, ReturnType<typeof createJwtAuthorizer>>();
  const lambda = new Map<string, Authorize>();
  for (const [id, authorizer] of Object.entries(authorizers)) {
    if (authorizer.kind === 'JWT') jwt.set(id, createJwtAuthorizer(authorizer satisfies JwtAuthorizer, stage.services));
    else lambda.set(id, createLambdaAuthorizer(authorizer, stage));
  }
  return (authorization) => {
    switch (authorization.kind) {
      case 'NONE':
        return undefined;
      case 'AWS_IAM':
        return authorizeIam;
      case 'JWT':
        return jwt.get(authorization.authorizerId)?.(authorization.scopes) ?? noSuchAuthorizer;
      case 'CUSTOM':
        return lambda.get(authorization.authorizerId) ?? noSuchAuthorizer;
    }
  };
}

/** A route whose authorizer is missing is closed, not open. */
const noSuchAuthorizer: Authorize = () => ({
  kind: 'refused',
  answer: INTERNAL_SERVER_ERROR,
  error: 'The route names an authorizer that does not exist',
});
