import type { KnownProps } from './known-props.js';

/** The gateway's own name in the DNS, in place of the execute-api address, which is switched off. */
export interface Domain {
  /** `api.bookshop.example`. */
  readonly name: string;
  /** A certificate of ACM for the name and the alternate names: in the gateway's Region, or with an edge in us-east-1. A name that is `shared` has one already. */
  readonly certificateArn?: string;
  /** The Route 53 zone to write the alias into. @default none: the target is an output, for your own DNS */
  readonly hostedZone?: { readonly id: string; readonly name: string };
  /** More names of the gateway, which the certificate covers; only with an edge. @default none */
  readonly alternateNames?: readonly string[];
  /** The oldest TLS that is spoken. 1.3 alone is for gateways with an edge. @default '1.2' */
  readonly minimumTls?: '1.2' | '1.3';
  /** The gateway answers below this path of the name: `shop`, `billing/v2`; other gateways stand beside it. Without an edge alone. @default at the root */
  readonly basePath?: string;
  /** The name is there already, made by another gateway or by you, and only the way to this one is added. @default false: it is made */
  readonly shared?: true;
  /** Clients have to show a certificate. @default they need none */
  readonly mutualTls?: {
    /** Certificates of the authorities that clients' certificates come from: a PEM file, relative to the code root, or `s3://BUCKET/KEY`. */
    readonly truststore: string;
    /** Version of the object at an `s3://` address. @default the newest at each deployment */
    readonly version?: string;
  };
}

export const DOMAIN_PROPS = {
  name: true,
  certificateArn: true,
  hostedZone: { id: true, name: true },
  alternateNames: true,
  minimumTls: true,
  basePath: true,
  shared: true,
  mutualTls: { truststore: true, version: true },
} as const satisfies KnownProps<Domain>;
