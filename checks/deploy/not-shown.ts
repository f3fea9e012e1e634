/** What a deployment to MiniStack cannot show, and the command that shows it instead. `docs/evidence.md` repeats it. */
export const notShown: readonly { readonly what: string; readonly shownBy: string }[] = [
  {
    what: 'routes, JWT authorizers and CORS of an HTTP API: its CloudFormation ignores the body',
    shownBy: 'npm run check:sam (shapes), npx vitest run test/local/http-api (behaviour)',
  },
  {
    what: 'mock replies, CORS preflights, path parameters of HTTP backends, gateway responses: its import of a REST body keeps the type, method and URI of an integration and no more',
    shownBy: 'npm run check:sam (shapes), npx vitest run test/local/rest (behaviour)',
  },
  {
    what: 'the cache of authorizer results: it does not know the identity sources `context.…`, so the check turns the cache off',
    shownBy: 'npx vitest run test/local/rest/lambda-authorizers.test.ts (behaviour), npm run check:sam (shapes)',
  },
  {
    what: 'stage and route throttles: it keeps them and enforces none',
    shownBy: 'npx vitest run test/constructs/stages.test.ts (settings), test/local/limits (behaviour)',
  },
  {
    what: 'that a REST API keeps its id when its body changes: it imports a changed body as a new API',
    shownBy: 'npx vitest run test/constructs (logical ids)',
  },
  {
    what: 'that an old deployment goes on being served until a new one exists: it serves what was imported last',
    shownBy: 'npx vitest run test/constructs/deployment.test.ts',
  },
  {
    what: 'the edge and the firewall: it refuses policies and functions of CloudFront and associations of web ACLs, so the example goes without `edge`, `firewall`, `cache` and `maxBodyBytes`',
    shownBy:
      'npx vitest run test/constructs/edge test/constructs/firewall test/constructs/origin (templates), test/local/cloudfront test/local/waf (behaviour), npm run check:templates (cdk-nag and cfn-lint)',
  },
  {
    what: 'that the secret of the origin is changed: the example goes without an edge, so it has none',
    shownBy: 'npx vitest run test/lambdas/origin-keeper',
  },
  {
    what: 'changes of a part that has functions: it updates a nested stack without what it knew of roles that stay, and finds no `Arn` of theirs; of log groups neither, whose ARNs the check writes out. Parts are deployed, called and destroyed here, and one without functions is changed',
    shownBy: 'npx vitest run test/redeploy test/constructs/parts (templates), test/local/parts (behaviour)',
  },
  {
    what: 'roles and grants: it checks no permission',
    shownBy: 'npm run check:templates (cdk-nag), npx vitest run test/constructs',
  },
  {
    what: "the functions' own runtime and architecture: it runs them with this machine's Node",
    shownBy: 'npm run check:templates (cfn-lint knows the runtimes)',
  },
];
