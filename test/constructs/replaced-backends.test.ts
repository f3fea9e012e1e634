import {
  aws_apigatewayv2,
  aws_ec2,
  aws_elasticloadbalancingv2 as elbv2,
  aws_lambda as lambda,
  Stack,
} from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { type BackendBinding, fromFunction, fromLoadBalancer, fromUrl } from '../../lib/constructs/index.js';
import { replacingText } from '../../lib/constructs/replacing-text.js';
import { backend, type GatewaySpec, gateway, reply, route } from '../../lib/spec/index.js';
import { asCdk, partTemplates } from './support/nested.js';
import { logicalIds, quietApp, stackOf } from './support/synth.js';

type Bind = (stack: Stack) => BackendBinding;

const env = { account: '111122223333', region: 'us-west-2' };
const legacy = backend('legacy');
const alone = gateway('bound', { routes: [route('GET /legacy/{id}', { auth: 'public', to: legacy, api: 'rest' })] });
const overHttp = gateway('bound', {
  routes: [
    route('GET /legacy/{id}', { auth: 'public', to: legacy }),
    route('GET /other/{id}', { auth: 'public', to: reply(200, {}) }),
  ],
});
const inParts = gateway('bound', {
  split: { from: ['/a', '/n'] },
  routes: [
    route('GET /a/{id}', { auth: 'public', to: legacy, api: 'rest' }),
    route('GET /n/{id}', { auth: 'public', to: legacy, api: 'rest' }),
  ],
});

/** The logical ids of the REST deployments, in all stacks of the gateway. */
function deploymentsOf(bind: Bind, spec: GatewaySpec = alone): readonly string[] {
  const stack = stackOf(spec, { backends: (existing) => ({ legacy: bind(existing) }), env });
  return Object.values(partTemplates(stack)).flatMap((each) => logicalIds(each, 'AWS::ApiGateway::Deployment'));
}

const code = (text: string) => ({
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline(text),
});

interface Network {
  readonly zones?: number;
  readonly cidr?: string;
  readonly internetFacing?: boolean;
  /** Of the app, and not of the gateway. */
  readonly ownLink?: boolean;
  readonly closed?: boolean;
}

function vpcOf(stack: Stack, { zones = 2, cidr = '10.0.0.0/16' }: Network): aws_ec2.IVpc {
  const availabilityZones = ['us-west-2a', 'us-west-2b', 'us-west-2c'].slice(0, zones);
  return asCdk(new aws_ec2.Vpc(stack, 'Vpc', { availabilityZones, ipAddresses: aws_ec2.IpAddresses.cidr(cidr) }));
}

const balancerIn =
  (network: Network): Bind =>
  (stack) => {
    const vpc = vpcOf(stack, network);
    const { internetFacing = false, closed = false } = network;
    const balancer = new elbv2.ApplicationLoadBalancer(stack, 'Balancer', {
      vpc,
      internetFacing,
      deletionProtection: closed,
    });
    const listener = balancer.addListener('Listener', {
      port: 80,
      open: false,
      defaultAction: elbv2.ListenerAction.fixedResponse(200),
    });
    if (!network.ownLink) return fromLoadBalancer(listener, { vpc });
    return fromLoadBalancer(listener, { vpcLink: new aws_apigatewayv2.VpcLink(stack, 'Link', { vpc }) });
  };

const functionWith =
  (props: Partial<lambda.FunctionProps>, of: (fn: lambda.Function) => lambda.IFunction = (fn) => fn): Bind =>
  (stack) => {
    const fn = new lambda.Function(stack, 'Legacy', { ...code('1'), ...props });
    return fromFunction(of(fn));
  };

const aliasOf = (fn: lambda.Function): lambda.IFunction =>
  asCdk(
    new lambda.Alias(fn.stack, 'Alias', {
      aliasName: 'live',
      version: lambda.Version.fromVersionArn(fn.stack, 'Version', `${fn.functionArn}:1`),
    }),
  );

const urlOf =
  (name: string): Bind =>
  (stack) => {
    const fn = new lambda.Function(stack, 'Legacy', { ...code('1'), functionName: name });
    return fromUrl(fn.addFunctionUrl({ authType: lambda.FunctionUrlAuthType.NONE }).url);
  };

describe('the REST deployment is replaced where CloudFormation replaces what it calls', () => {
  it.each<[string, Bind, Bind]>([
    ['a zone more for the VPC link', balancerIn({ zones: 2 }), balancerIn({ zones: 3 })],
    ['a zone less', balancerIn({ zones: 3 }), balancerIn({ zones: 2 })],
    ['a zone more for a link of the app', balancerIn({ ownLink: true }), balancerIn({ ownLink: true, zones: 3 })],
    ['other addresses, so other subnets below the same ids', balancerIn({}), balancerIn({ cidr: '10.1.0.0/16' })],
    [
      'a load balancer for the internet',
      balancerIn({ ownLink: true }),
      balancerIn({ ownLink: true, internetFacing: true }),
    ],
    ['a function of another name', functionWith({ functionName: 'one' }), functionWith({ functionName: 'two' })],
    ['a function that gets a name', functionWith({}), functionWith({ functionName: 'two' })],
    [
      'an alias of such a function',
      functionWith({ functionName: 'one' }, aliasOf),
      functionWith({ functionName: 'two' }, aliasOf),
    ],
    ['the URL of such a function', urlOf('one'), urlOf('two')],
  ])('%s', (_change, before, after) => {
    const [first, second] = [deploymentsOf(before), deploymentsOf(after)];
    expect(first).toHaveLength(1);
    expect(second).toHaveLength(1);
    expect(second).not.toEqual(first);
    expect(deploymentsOf(before)).toEqual(first);
  });

  it('in each part that calls it', () => {
    const [first, second] = [balancerIn({ zones: 2 }), balancerIn({ zones: 3 })].map((bind) =>
      deploymentsOf(bind, inParts),
    );
    expect(first).toHaveLength(2);
    expect(new Set([...(first ?? []), ...(second ?? [])]).size).toBe(4);
  });
});

describe('the REST deployment stays', () => {
  it.each<[string, Bind, Bind]>([
    ['the load balancer is protected', balancerIn({}), balancerIn({ closed: true })],
    ['the memory of a function grows', functionWith({}), functionWith({ memorySize: 512 })],
    [
      'a named function gets other code',
      functionWith({ functionName: 'one' }),
      functionWith({ functionName: 'one', ...code('2') }),
    ],
  ])('where %s', (_change, before, after) => {
    expect(deploymentsOf(after)).toEqual(deploymentsOf(before));
  });

  it('where the HTTP API alone calls what is replaced: it deploys itself', () => {
    const [first, second] = [balancerIn({ zones: 2 }), balancerIn({ zones: 3 })];
    expect(deploymentsOf(first, overHttp)).toHaveLength(1);
    expect(deploymentsOf(second, overHttp)).toEqual(deploymentsOf(first, overHttp));
  });

  it('as it was before this was looked at, where there is nothing to replace anything for', () => {
    const stack = new Stack(quietApp(), 'Existing');
    const fn = new lambda.Function(stack, 'Legacy', code('1'));
    expect(replacingText(['https://legacy.example', fn.functionArn, `${stack.stackId}`], stack)).toBe('');
    const named = new lambda.Function(stack, 'Named', { ...code('1'), functionName: 'one' });
    expect(replacingText([named.functionArn], stack)).toContain('one');
  });
});
