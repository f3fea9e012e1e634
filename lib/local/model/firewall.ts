import type { WafCustomResponse, WafHeader, WebAclModel } from './web-acl.js';

/** A request as the protected resource hands it to AWS WAF: nothing decoded. */
export interface WafRequest {
  readonly method: string;
  /** With the stage, where the resource is the API itself: `/prod/books/1`. */
  readonly uriPath: string;
  /** Without the question mark. */
  readonly queryString: string;
  /** In the order and the case they were sent. */
  readonly headers: readonly WafHeader[];
  readonly body: Buffer;
  readonly sourceIp: string;
  /** `HTTP/1.1` */
  readonly protocol: string;
  /** ISO 3166-1 alpha-2. @default unknown, as AWS's `XX` */
  readonly country?: string;
  /** Autonomous system of the caller. @default unknown: 0 */
  readonly asn?: number;
  readonly ja3?: string;
  readonly ja4?: string;
}

export type WafVerdict =
  | {
      readonly kind: 'allow';
      /** `x-amzn-waf-…`: to be set on the request that goes on, in place of any of that name. */
      readonly insertedHeaders: readonly WafHeader[];
      readonly labels: readonly string[];
      /** Absent: the default action. */
      readonly rule?: string;
    }
  | {
      readonly kind: 'block';
      /** `captcha` and `challenge` of a caller without a token, as all are here. */
      readonly action: 'block' | 'captcha' | 'challenge';
      /** What the caller gets, above all that the protected resource has to say; absent: its own 403. */
      readonly custom?: WafCustomResponse;
      readonly labels: readonly string[];
      readonly rule?: string;
    };

/** One web ACL at work. It holds the counters of its rate-based rules. */
export interface Firewall {
  readonly acl: () => WebAclModel;
  /** Never throws. Counts the request. @param source which resource asks, for the log: `APIGW`, `abc123:prod` */
  readonly evaluate: (request: WafRequest, source?: WafSource) => WafVerdict;
  /** Other rules from now on; counters of rate-based rules that stay as they are go on. */
  readonly replaceRules: (acl: WebAclModel) => void;
}

export interface WafSource {
  /** `APIGW` or `CF` */
  readonly name: string;
  /** `ACCOUNT:API_ID:STAGE`, or the id of a distribution. */
  readonly id: string;
  readonly requestId?: string;
}

/** The firewalls of a gateway by the ARN of their web ACL; asked for at each request, since they come and go. */
export type FindFirewall = (webAclArn: string) => Firewall | undefined;
