import {
  arn,
  fakeId,
  generatedName,
  type Identity,
  named,
  nameOf,
  opaque,
  type ResourceShape,
  text,
} from './identity.js';

const functionArn = (identity: Identity) => arn(identity, 'lambda', text`function:${nameOf(identity, 'FunctionName')}`);

/** `FunctionName` of versions and aliases may be a name, a partial or a full ARN. */
function qualified(identity: Identity, qualifier: unknown): unknown {
  const given = identity.property('FunctionName');
  if (typeof given !== 'string' || given.startsWith('arn:')) return text`${given}:${qualifier}`;
  return arn(identity, 'lambda', text`function:${given.split(':').at(-1) ?? given}:${qualifier}`);
}

const alias = (identity: Identity) => qualified(identity, identity.property('Name'));
const version = (identity: Identity) => qualified(identity, '1');
const stateMachine = (identity: Identity) =>
  arn(identity, 'states', text`stateMachine:${nameOf(identity, 'StateMachineName', 80)}`);
const layerVersion = (identity: Identity) => arn(identity, 'lambda', text`layer:${nameOf(identity, 'LayerName')}:1`);
const functionUrl = (identity: Identity) => `https://${fakeId(identity, 32)}.lambda-url.${identity.region}.on.aws/`;

const loadBalancer = (identity: Identity) => {
  const kind = identity.property('Type') === 'network' ? 'net' : 'app';
  return arn(
    identity,
    'elasticloadbalancing',
    text`loadbalancer/${kind}/${balancerName(identity)}/${fakeId(identity, 16)}`,
  );
};
const balancerName = (identity: Identity) => nameOf(identity, 'Name', 32);
/** A listener's ARN is its load balancer's with another word and an id of its own. */
const listener = (identity: Identity) => {
  const balancer = identity.property('LoadBalancerArn');
  const base = typeof balancer === 'string' ? balancer.replace(':loadbalancer/', ':listener/') : balancer;
  return text`${base}/${fakeId(identity, 16)}`;
};

/** Physical ids and attributes of functions, of what stands in front of servers, and of networks. */
export const COMPUTE_SHAPES: Readonly<Record<string, ResourceShape>> = {
  'AWS::Lambda::Function': { ref: (identity) => nameOf(identity, 'FunctionName'), attributes: { Arn: functionArn } },
  'AWS::Lambda::Version': { ref: version, attributes: { Version: () => '1', FunctionArn: version } },
  'AWS::Lambda::Alias': { ref: alias, attributes: { AliasArn: alias } },
  'AWS::Lambda::LayerVersion': { ref: layerVersion, attributes: { LayerVersionArn: layerVersion } },
  'AWS::Lambda::Url': {
    ref: (identity) => identity.property('TargetFunctionArn'),
    attributes: { FunctionUrl: functionUrl, FunctionArn: (identity) => identity.property('TargetFunctionArn') },
  },
  'AWS::StepFunctions::StateMachine': {
    ref: stateMachine,
    attributes: { Arn: stateMachine, Name: (identity) => nameOf(identity, 'StateMachineName', 80) },
  },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    ref: loadBalancer,
    attributes: {
      LoadBalancerArn: loadBalancer,
      LoadBalancerName: balancerName,
      DNSName: (identity) =>
        text`${balancerName(identity)}-${fakeId(identity, 10)}.${identity.region}.elb.${identity.urlSuffix}`,
      LoadBalancerFullName: (identity) =>
        text`${identity.property('Type') === 'network' ? 'net' : 'app'}/${balancerName(identity)}/${fakeId(identity, 16)}`,
    },
  },
  'AWS::ElasticLoadBalancingV2::Listener': {
    ref: listener,
    attributes: { ListenerArn: listener },
  },
  'AWS::ElasticLoadBalancingV2::TargetGroup': {
    ref: (identity) =>
      arn(identity, 'elasticloadbalancing', `targetgroup/${generatedName(identity, 32)}/${fakeId(identity, 16)}`),
    attributes: {},
  },
  'AWS::EC2::VPC': opaque(17, 'vpc-', ['VpcId']),
  'AWS::EC2::Subnet': opaque(17, 'subnet-', ['SubnetId']),
  'AWS::EC2::SecurityGroup': opaque(17, 'sg-', ['GroupId', 'Id']),
  'AWS::EC2::VPCEndpoint': opaque(17, 'vpce-', ['Id']),
  'AWS::ServiceDiscovery::Service': {
    ref: (identity) => `srv-${fakeId(identity, 16)}`,
    attributes: {
      Id: (identity) => `srv-${fakeId(identity, 16)}`,
      Arn: (identity) => arn(identity, 'servicediscovery', `service/srv-${fakeId(identity, 16)}`),
      Name: (identity) => nameOf(identity, 'Name'),
    },
  },
  'AWS::ECS::Cluster': named('ClusterName', 'ecs', 'cluster/'),
};
