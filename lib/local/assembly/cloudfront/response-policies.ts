import type { CorsPolicyModel, PolicyHeader, ResponseHeadersPolicyModel } from '../../model/distribution.js';
import { optional } from '../optional.js';
import type { Properties } from '../properties.js';
import type { ReaderContext, ResolvedResource } from '../reader-context.js';
import { MANAGED_RESPONSE_HEADERS_POLICIES } from './managed-policies.js';

/** Policies by their id: the assembly's and AWS's own. */
export function readResponseHeadersPolicies(context: ReaderContext): ReadonlyMap<string, ResponseHeadersPolicyModel> {
  const own = context.ofType('AWS::CloudFront::ResponseHeadersPolicy');
  return new Map([...MANAGED_RESPONSE_HEADERS_POLICIES, ...own.flatMap(readPolicy)]);
}

function readPolicy({ id, properties, notice }: ResolvedResource): [string, ResponseHeadersPolicyModel][] {
  const config = properties.object('ResponseHeadersPolicyConfig');
  if (config.object('ServerTimingHeadersConfig').boolean('Enabled')) {
    notice('not-emulated', 'no Server-Timing header is added');
  }
  const policy = {
    headers: [...readSecurity(config.object('SecurityHeadersConfig')), ...readCustom(config)],
    removed: config
      .object('RemoveHeadersConfig')
      .objects('Items')
      .flatMap((item) => item.string('Header')?.toLowerCase() ?? []),
    ...optional('cors', config.has('CorsConfig') ? readCors(config.object('CorsConfig')) : undefined),
  };
  return id === undefined ? [] : [[id, policy]];
}

const readCustom = (config: Properties): PolicyHeader[] =>
  config
    .object('CustomHeadersConfig')
    .objects('Items')
    .flatMap((item) => {
      const [name, value] = [item.string('Header'), item.string('Value')];
      return name === undefined || value === undefined
        ? []
        : [{ name, value, override: item.boolean('Override') ?? false }];
    });

/** How each part of `SecurityHeadersConfig` is written as a header. */
const SECURITY: Readonly<Record<string, readonly [name: string, value: (part: Properties) => string | undefined]>> = {
  ContentSecurityPolicy: ['Content-Security-Policy', (part) => part.string('ContentSecurityPolicy')],
  ContentTypeOptions: ['X-Content-Type-Options', () => 'nosniff'],
  FrameOptions: ['X-Frame-Options', (part) => part.string('FrameOption')],
  ReferrerPolicy: ['Referrer-Policy', (part) => part.string('ReferrerPolicy')],
  StrictTransportSecurity: ['Strict-Transport-Security', strictTransport],
  XSSProtection: ['X-XSS-Protection', xssProtection],
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cloudfront-responseheaderspolicy-securityheadersconfig.html */
function readSecurity(config: Properties): PolicyHeader[] {
  return Object.entries(SECURITY).flatMap(([key, [name, write]]) => {
    if (!config.has(key)) return [];
    const part = config.object(key);
    const value = write(part);
    return value === undefined ? [] : [{ name, value, override: part.boolean('Override') ?? false }];
  });
}

function strictTransport(part: Properties): string | undefined {
  const seconds = part.number('AccessControlMaxAgeSec');
  if (seconds === undefined) return undefined;
  const subdomains = part.boolean('IncludeSubdomains') ? '; includeSubDomains' : '';
  return `max-age=${seconds}${subdomains}${part.boolean('Preload') ? '; preload' : ''}`;
}

function xssProtection(part: Properties): string {
  if (!part.boolean('Protection')) return '0';
  const report = part.string('ReportUri');
  return `1${part.boolean('ModeBlock') ? '; mode=block' : ''}${report === undefined ? '' : `; report=${report}`}`;
}

function readCors(cors: Properties): CorsPolicyModel {
  const items = (key: string) => cors.object(key).strings('Items');
  return {
    allowOrigins: items('AccessControlAllowOrigins'),
    allowMethods: items('AccessControlAllowMethods'),
    allowHeaders: items('AccessControlAllowHeaders'),
    exposeHeaders: items('AccessControlExposeHeaders'),
    allowCredentials: cors.boolean('AccessControlAllowCredentials') ?? false,
    ...optional('maxAgeSeconds', cors.number('AccessControlMaxAgeSec')),
    override: cors.boolean('OriginOverride') ?? false,
  };
}
