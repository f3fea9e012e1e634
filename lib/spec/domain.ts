import type { KnownProps } from './known-props.js';

/** The gateway's own name in the DNS, in place of the execute-api address, which is switched off. */
export interface Domain {
  /** `api.bookshop.example`. */
  readonly name: string;
  /** A certificate of ACM for the name, in the gateway's Region. */
  readonly certificateArn: string;
  /** The Route 53 zone to write the alias into. @default none: the target is an output, for your own DNS */
  readonly hostedZone?: { readonly id: string; readonly name: string };
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
  mutualTls: { truststore: true, version: true },
} as const satisfies KnownProps<Domain>;
