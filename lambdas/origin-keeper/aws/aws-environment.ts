export type Service = 'secretsmanager' | 'wafv2' | 'cloudfront' | 'tagging';

/** Where a service is, and for which region calls of it are signed. */
export interface Place {
  readonly url: string;
  readonly region: string;
}

export interface AwsEnvironment {
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  readonly places: Readonly<Record<Service, Place>>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Where CloudFront's control plane is, and the tags of its distributions. https://docs.aws.amazon.com/general/latest/gr/cf_region.html */
const EDGE_REGION = 'us-east-1';

/** What the SDKs call these services in the variables for other control planes. https://docs.aws.amazon.com/sdkref/latest/guide/ss-endpoints-table.html */
const STATED = {
  secretsmanager: 'SECRETS_MANAGER',
  wafv2: 'WAFV2',
  cloudfront: 'CLOUDFRONT',
  tagging: 'RESOURCE_GROUPS_TAGGING_API',
} as const satisfies Record<Service, string>;

export function awsEnvironment(environment: Environment): AwsEnvironment {
  const { AWS_SESSION_TOKEN: sessionToken, AWS_REGION: region = '' } = environment;
  const place = (service: Service, host: string, at: string): Place => {
    const stated = environment[`AWS_ENDPOINT_URL_${STATED[service]}`] || environment.AWS_ENDPOINT_URL;
    return { url: stated || `https://${host}.amazonaws.com`, region: at };
  };
  return {
    credentials: {
      accessKeyId: environment.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? '',
      ...(sessionToken !== undefined && { sessionToken }),
    },
    places: {
      secretsmanager: place('secretsmanager', `secretsmanager.${region}`, region),
      wafv2: place('wafv2', `wafv2.${region}`, region),
      cloudfront: place('cloudfront', 'cloudfront', EDGE_REGION),
      tagging: place('tagging', `tagging.${EDGE_REGION}`, EDGE_REGION),
    },
  };
}
