import type { PriceKey } from '../../facts/prices.js';
import { type CloudFrontArea, cloudFrontArea } from './cloudfront-area.js';

/** What tells a price in an offer file from all others. */
export interface OfferProduct {
  /** As the bill has it, without the Region's prefix: `ApiGatewayRequest` for `EUC1-ApiGatewayRequest`. */
  readonly usageType: string;
  /** Attributes that have to be so too. */
  readonly also?: Readonly<Record<string, string>>;
}

export interface Offer {
  readonly service: string;
  /** CloudFront's file is one for the world. */
  readonly regional: boolean;
  readonly products: Readonly<Partial<Record<PriceKey, OfferProduct>>>;
}

const NETWORK = { productFamily: 'Load Balancer-Network' };
const APPLICATION = { productFamily: 'Load Balancer-Application' };

/**
 * Offer files of the Price List, and which of their products our keys are for a Region. EC2's is left out: it has
 * hundreds of MB for one price.
 *
 * https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-the-aws-price-list-bulk-api.html
 */
export function offersFor(region: string): readonly Offer[] {
  const area = cloudFrontArea(region);
  const products = { ...EDGE_EVERYWHERE, ...(area && edgeIn(area)) };
  return [...REGIONAL_OFFERS, { service: 'AmazonCloudFront', regional: false, products }];
}

const EDGE_EVERYWHERE: Offer['products'] = {
  edgeFunctionCalls: { usageType: 'Executions-CloudFrontFunctions' },
};

function edgeIn(area: CloudFrontArea): Offer['products'] {
  return {
    edgeRequests: { usageType: `${area}-Requests-Tier2-HTTPS` },
    edgeDataOutGb: { usageType: `${area}-DataTransfer-Out-Bytes` },
    edgeToOriginGb: { usageType: `${area}-DataTransfer-Out-OBytes` },
  };
}

const REGIONAL_OFFERS: readonly Offer[] = [
  offer('AmazonApiGateway', {
    httpApiRequests: { usageType: 'ApiGatewayHttpRequest' },
    restApiRequests: { usageType: 'ApiGatewayRequest' },
    restCache0_5GbHours: { usageType: 'ApiGatewayCacheUsage:0.5GB' },
    restCache1_6GbHours: { usageType: 'ApiGatewayCacheUsage:1.6GB' },
    restCache6_1GbHours: { usageType: 'ApiGatewayCacheUsage:6.1GB' },
    restCache13_5GbHours: { usageType: 'ApiGatewayCacheUsage:13.5GB' },
    restCache28_4GbHours: { usageType: 'ApiGatewayCacheUsage:28.4GB' },
    restCache58_2GbHours: { usageType: 'ApiGatewayCacheUsage:58.2GB' },
    restCache118GbHours: { usageType: 'ApiGatewayCacheUsage:118GB' },
    restCache237GbHours: { usageType: 'ApiGatewayCacheUsage:237GB' },
  }),
  offer('AWSLambda', {
    lambdaRequests: { usageType: 'Request-ARM' },
    lambdaGbSeconds: { usageType: 'Lambda-GB-Second-ARM' },
    lambdaStreamedGb: { usageType: 'Lambda-Streaming-Response-Processed-Bytes-ARM' },
  }),
  offer('AmazonCloudWatch', {
    accessLogsGb: { usageType: 'DataProcessing-Bytes' },
    edgeLogsGb: { usageType: 'VendedLog-Bytes' },
    logStorageGbMonths: { usageType: 'TimedStorage-ByteHrs' },
    alarms: { usageType: 'CW:AlarmMonitorUsage' },
  }),
  offer('AWSXRay', { traces: { usageType: 'XRay-TracesStored' } }),
  offer('AWSSecretsManager', { secrets: { usageType: 'AWSSecretsManager-Secrets' } }),
  offer('AWSDataTransfer', {
    dataOutGb: { usageType: 'DataTransfer-Out-Bytes', also: { transferType: 'AWS Outbound' } },
  }),
  offer('awswaf', {
    webAcls: { usageType: 'WebACLV2' },
    wafRules: { usageType: 'RuleV2' },
    wafRequests: { usageType: 'RequestV2-Tier1' },
  }),
  offer('AWSELB', {
    loadBalancerHours: { usageType: 'LoadBalancerUsage', also: NETWORK },
    loadBalancerCapacityHours: { usageType: 'LCUUsage', also: NETWORK },
    applicationLoadBalancerHours: { usageType: 'LoadBalancerUsage', also: APPLICATION },
    applicationLoadBalancerCapacityHours: { usageType: 'LCUUsage', also: APPLICATION },
  }),
];

function offer(service: string, products: Offer['products']): Offer {
  return { service, regional: true, products };
}
