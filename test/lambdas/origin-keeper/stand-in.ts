import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type SecretVersions, secretVersions } from '../../../lib/local/secrets/secret-versions.js';

export const HEADER = 'x-gatewright-origin';
export const SECRET_ARN = 'arn:aws:secretsmanager:eu-west-1:222233334444:secret:shop/origin-AbC123';
export const ACL_ARN = 'arn:aws:wafv2:eu-west-1:222233334444:regional/webacl/shop-origin/11111111-2222';
export const TAG = 'gatewright/eu-west-1/Shop/shop/origin';
export const OLD = 'o'.repeat(64);
export const TOKEN = '99999999-aaaa-4bbb-8ccc-dddddddddddd';

/** What AWS holds while a rotation runs. */
export interface Cloud {
  readonly versions: SecretVersions;
  /** Of the distribution, in XML. */
  config: string;
  /** What CloudFront really sends: the last that was deployed. */
  deployed: string;
  /** Polls until a change is deployed. */
  deploysIn: number;
  /** As the API has it. */
  rules: readonly unknown[];
  lockToken: number;
  /** `METHOD action`, in order. */
  readonly calls: string[];
  /** Whether AWS dies before, or after, it does what the call of this number asks. */
  dies: { readonly at: number; readonly when: 'before' | 'after' } | undefined;
  /** Answers a call in place of what is here; undefined: nothing does. */
  intercept:
    | ((
        action: string,
        request: { readonly url: string; readonly body: string },
      ) => { readonly status: number; readonly body: string } | undefined)
    | undefined;
}

const config = (secret: string, other = 'kept') =>
  `<?xml version="1.0"?>\n<DistributionConfig xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Comment>${other} &amp; more</Comment><Origins><Quantity>2</Quantity><Items>${[
    'http',
    'rest',
  ]
    .map(
      (id) =>
        `<Origin><Id>${id}</Id><CustomHeaders><Quantity>2</Quantity><Items><OriginCustomHeader><HeaderName>x-theirs</HeaderName><HeaderValue>untouched</HeaderValue></OriginCustomHeader><OriginCustomHeader><HeaderName>${HEADER}</HeaderName><HeaderValue>${secret}</HeaderValue></OriginCustomHeader></Items></CustomHeaders></Origin>`,
    )
    .join('')}</Items></Origins><NewerThanAnySdk>yes</NewerThanAnySdk></DistributionConfig>`;

/** How the firewall looks for a secret. */
export const search = (secret: string) => ({
  ByteMatchStatement: {
    FieldToMatch: { SingleHeader: { Name: HEADER } },
    PositionalConstraint: 'EXACTLY',
    SearchString: Buffer.from(secret).toString('base64'),
    TextTransformations: [{ Priority: 0, Type: 'NONE' }],
  },
});

export function newCloud(): Cloud {
  const versions = secretVersions({ id: 'first', value: OLD, stages: ['AWSCURRENT'] });
  versions.begin(TOKEN);
  return {
    versions,
    config: config(OLD),
    deployed: OLD,
    deploysIn: 0,
    rules: [
      { Name: 'from-the-edge', Priority: 0, Statement: { OrStatement: { Statements: [search(OLD), search(OLD)] } } },
    ],
    lockToken: 1,
    calls: [],
    dies: undefined,
    intercept: undefined,
  };
}

export const sentBy = (xml: string) =>
  [...xml.matchAll(new RegExp(`${HEADER}</HeaderName><HeaderValue>([^<]*)`, 'g'))].map(([, value]) => value);

/** What the firewall lets pass now. */
export const acceptedBy = ({ rules }: Cloud): string[] =>
  [...JSON.stringify(rules).matchAll(/"SearchString":"([^"]+)"/g)].map(([, text = '']) =>
    Buffer.from(text, 'base64').toString(),
  );

/** AWS on a port of this machine, over one cloud that tests look into. */
export async function startAws(
  cloud: () => Cloud,
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const target = String(request.headers['x-amz-target'] ?? '');
    const action = target === '' ? cloudFrontAction(request.method, request.url) : target.replace(/^.*\./, '');
    const now = cloud();
    now.calls.push(action);
    const stated = now.intercept?.(action, { url: request.url ?? '', body });
    const isLast = now.dies?.at === now.calls.length;
    if (isLast && now.dies?.when === 'before') return void request.socket.destroy();
    const {
      status,
      text,
      etag = '',
    } = stated
      ? { status: stated.status, text: stated.body }
      : answer(now, action, body, String(request.headers['if-match'] ?? ''));
    if (isLast) return void request.socket.destroy();
    return void response.writeHead(status, { etag }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function cloudFrontAction(method = '', url = ''): string {
  if (method === 'PUT') return 'UpdateDistribution';
  return url.endsWith('/config') ? 'GetDistributionConfig' : 'GetDistribution';
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly etag?: string;
}

function answer(cloud: Cloud, action: string, body: string, ifMatch: string): Answer {
  try {
    if (!action.endsWith('Distribution') && !action.endsWith('DistributionConfig'))
      return { status: 200, text: JSON.stringify(json(cloud, action, JSON.parse(body))) };
    return distribution(cloud, action, body, ifMatch);
  } catch (error) {
    const { code = 'InternalFailure' } = error as { readonly code?: string };
    return { status: 400, text: JSON.stringify({ __type: `com.amazonaws#${code}`, message: `about ${OLD}` }) };
  }
}

function distribution(cloud: Cloud, action: string, body: string, ifMatch: string): Answer {
  const etag = `E${cloud.config.length}${sentBy(cloud.config)}`;
  if (action === 'GetDistributionConfig') return { status: 200, text: cloud.config, etag };
  if (action === 'UpdateDistribution') {
    if (ifMatch !== etag)
      return { status: 412, text: '<ErrorResponse><Error><Code>PreconditionFailed</Code></Error></ErrorResponse>' };
    cloud.config = body;
    cloud.deploysIn = 2;
    return { status: 200, text: '<Distribution/>' };
  }
  cloud.deploysIn = Math.max(0, cloud.deploysIn - 1);
  if (cloud.deploysIn === 0) cloud.deployed = sentBy(cloud.config)[0] ?? '';
  return {
    status: 200,
    text: `<Distribution><Status>${cloud.deploysIn === 0 ? 'Deployed' : 'InProgress'}</Status></Distribution>`,
  };
}

class Refused extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

// biome-ignore lint/suspicious/noExplicitAny: parameters of many actions
function json(cloud: Cloud, action: string, given: any): object {
  const { versions } = cloud;
  switch (action) {
    case 'DescribeSecret':
      return { VersionIdsToStages: Object.fromEntries(versions.all().map(({ id, stages }) => [id, stages])) };
    case 'GetSecretValue': {
      const found = versions.find({ ...(given.VersionId && { id: given.VersionId }), stage: given.VersionStage });
      if (found?.value === undefined) throw new Refused('ResourceNotFoundException');
      return { SecretString: found.value };
    }
    case 'GetRandomPassword':
      return {
        RandomPassword: 'n'.repeat(given.PasswordLength - String(cloud.calls.length).length) + cloud.calls.length,
      };
    case 'PutSecretValue':
      versions.put({ id: given.ClientRequestToken, value: given.SecretString, stages: given.VersionStages });
      return {};
    case 'UpdateSecretVersionStage':
      versions.move(given.VersionStage, given.MoveToVersionId, given.RemoveFromVersionId);
      return {};
    case 'GetResources':
      return given.TagFilters[0].Values.includes(TAG)
        ? { ResourceTagMappingList: [{ ResourceARN: 'arn:aws:cloudfront::222233334444:distribution/E1ABC' }] }
        : {};
    case 'GetWebACL':
      return {
        WebACL: { ...given, DefaultAction: { Block: {} }, Description: 'kept', Rules: cloud.rules },
        LockToken: `${cloud.lockToken}`,
      };
    case 'UpdateWebACL':
      if (given.LockToken !== `${cloud.lockToken}`) throw new Refused('WAFOptimisticLockException');
      if (given.Description !== 'kept' || given.ARN !== undefined) throw new Refused('WAFInvalidParameterException');
      cloud.rules = given.Rules;
      cloud.lockToken += 1;
      return {};
    default:
      throw new Refused('UnknownOperationException');
  }
}
