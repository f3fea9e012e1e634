import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { aws_lambda, Stack } from 'aws-cdk-lib';
import type { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { type LargeRoute, largeRoutes } from './large-routes.js';
import { refusedBy, tell } from './tell.js';

const cdk = createRequire(import.meta.url)('aws-cdk-lib') as typeof import('aws-cdk-lib');

/** The generated routes on CDK's own constructs, as its documentation writes them: an integration for each function. */
const apis = {
  rest(stack: Stack, routes: readonly LargeRoute[], functions: readonly aws_lambda.IFunction[]): void {
    const api = new cdk.aws_apigateway.RestApi(stack, 'Api');
    const integrations = functions.map((fn) => new cdk.aws_apigateway.LambdaIntegration(fn));
    for (const { method, path, handler } of routes)
      api.root.resourceForPath(path).addMethod(method, integrations[handler]);
  },

  http(stack: Stack, routes: readonly LargeRoute[], functions: readonly aws_lambda.IFunction[]): void {
    const api = new cdk.aws_apigatewayv2.HttpApi(stack, 'Api');
    const { HttpLambdaIntegration } = cdk.aws_apigatewayv2_integrations;
    const integrations = functions.map((fn, index) => new HttpLambdaIntegration(`Integration${index}`, fn));
    const { HttpJwtAuthorizer } = cdk.aws_apigatewayv2_authorizers;
    const staff = new HttpJwtAuthorizer('Staff', 'https://id.large.example/', { jwtAudience: ['large'] });
    for (const { method, path, handler, token } of routes) {
      const integration = integrations[handler];
      if (!integration) throw new Error(`no function ${handler}`);
      api.addRoutes({
        path,
        methods: [method as HttpMethod],
        integration,
        ...(token && { authorizer: staff }),
      });
    }
  },
};

const [, , kind = '', routes = '', functions = '', outdir = 'cdk.out', code = '.'] = process.argv;
tell({ refused: refusedBy(synthesize) });

function synthesize(): void {
  const app = new cdk.App({
    outdir,
    builtinCloudFormationValidation: false,
    treeMetadata: false,
    analyticsReporting: false,
  });
  const stack = new cdk.Stack(app, 'Large');
  const all = Array.from({ length: Number(functions) }, (_, index) => functionOf(stack, index));
  apis[kind as keyof typeof apis](stack, largeRoutes(Number(routes), Number(functions)), all);
  app.synth();
}

function functionOf(stack: Stack, index: number): aws_lambda.IFunction {
  return new cdk.aws_lambda.Function(stack, `Handler${index}`, {
    runtime: cdk.aws_lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: cdk.aws_lambda.Code.fromAsset(join(code, `handler${index}`)),
  });
}
