import type { EngineServices } from '../model/engine.js';
import type {
  GatewayResponseModel,
  RestApiDefinition,
  RestIntegration,
  RestMethod,
  RestStage,
} from '../model/rest-api.js';
import { compileApiKeyCheck } from './authorization/check-api-key.js';
import { compileResourcePolicy } from './authorization/check-resource-policy.js';
import { compileAuthorization } from './authorization/compile-authorization.js';
import type { Authorize } from './authorization/lambda-authorizer.js';
import type { Exchange, StageScope } from './exchange/exchange.js';
import { compileIntegration } from './integration/compile-integration.js';
import type { Integrate } from './integration/http.js';
import { createRouter, type Router } from './routing/create-router.js';
import { compileThrottle } from './throttling/compile-throttle.js';
import { compileModels } from './validation/compile-models.js';
import { compileValidation } from './validation/validate-request.js';

type Check = (exchange: Exchange) => void;

/** A method, ready: each step is there only where the method asks for it. */
export interface CompiledMethod {
  readonly method: RestMethod;
  readonly kind: RestIntegration['kind'] | undefined;
  readonly checkPolicy: Check | undefined;
  readonly authorize: Authorize | undefined;
  /** API key, the stage's limit, the request validator. */
  readonly checks: readonly Check[];
  readonly integrate: Integrate;
}

/** One deployment of an API at one stage. */
export interface Deployment {
  readonly scope: StageScope;
  readonly route: Router<CompiledMethod>;
  readonly gatewayResponses: Readonly<Record<string, GatewayResponseModel>>;
  readonly minimumCompressionSizeBytes: number | undefined;
  readonly webAclArn: string | undefined;
}

/** Reads everything that does not depend on a request: routes, templates, validators, authorizers, limits. */
export function compileDeployment(definition: RestApiDefinition, stage: RestStage, scope: StageScope): Deployment {
  const compile = methodCompiler(definition, stage, scope.services);
  return {
    scope,
    route: createRouter(
      definition.methods.map((method) => ({
        path: method.path,
        httpMethod: method.httpMethod.toUpperCase(),
        target: compile(method),
      })),
    ),
    gatewayResponses: definition.gatewayResponses,
    minimumCompressionSizeBytes: definition.minimumCompressionSizeBytes,
    webAclArn: stage.webAclArn,
  };
}

function methodCompiler(
  definition: RestApiDefinition,
  stage: RestStage,
  services: EngineServices,
): (method: RestMethod) => CompiledMethod {
  const authorizationOf = compileAuthorization(definition, services);
  const modelNamed = compileModels(definition.models);
  return (method) => ({
    method,
    kind: method.integration?.kind,
    checkPolicy: compileResourcePolicy(definition.policy, method),
    authorize: authorizationOf(method),
    checks: [
      compileApiKeyCheck(definition, method),
      compileThrottle(stage.methodSettings, method, services.nowMs()),
      compileValidation(method, modelNamed),
    ].filter((check) => check !== undefined),
    integrate: compileIntegration(method),
  });
}
