import type { PasswordRules } from '../secrets/generate-password.js';
import type { DistributionModel } from './distribution.js';
import type { HttpApiModel } from './http-api.js';
import type { RestApiModel } from './rest-api.js';
import type { WebAclModel } from './web-acl.js';

/** What a cloud assembly describes, with CloudFormation gone: the only input of the engines. */
export interface CloudModel {
  readonly region: string;
  readonly account: string;
  readonly partition: string;
  readonly functions: readonly FunctionModel[];
  readonly apis: readonly ApiModel[];
  readonly usagePlans: readonly UsagePlanModel[];
  /** Keys that a template itself declares; those issued at run time live in the key store. */
  readonly apiKeys: readonly ApiKeyModel[];
  /** Issuers named by JWT and Cognito authorizers, or by a resource's `gatewright:issuers` metadata. */
  readonly issuers: readonly string[];
  /** Addresses of key sets named in place of discovery, by a resource's `gatewright:key-sets` metadata. */
  readonly keySets: readonly string[];
  /** Where opaque tokens are looked up (RFC 7662), by a resource's `gatewright:introspection-endpoints` metadata. */
  readonly introspectionEndpoints: readonly string[];
  /** Where tokens are exchanged (RFC 8693), by a resource's `gatewright:token-endpoints` metadata. */
  readonly tokenEndpoints: readonly string[];
  /** What functions read from Secrets Manager, by a resource's `gatewright:secrets` metadata. */
  readonly secrets: readonly SecretModel[];
  /** Secrets that templates make. @default none */
  readonly generatedSecrets?: readonly GeneratedSecretModel[];
  readonly domains: readonly DomainModel[];
  /** Firewalls, of stages and of distributions. */
  readonly webAcls: readonly WebAclModel[];
  readonly distributions: readonly DistributionModel[];
  /** `abc.execute-api.eu-west-1.amazonaws.com` → the id of its API. */
  readonly executeApiHosts: Readonly<Record<string, string>>;
  /** Functions that are called at a rate. */
  readonly schedules: readonly ScheduleModel[];
  /** Stack name → output name → value. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly notices: readonly Notice[];
}

export interface ScheduleModel {
  readonly stackName: string;
  readonly logicalId: string;
  readonly everyMs: number;
  readonly functionArn: string;
  /** What the function is called with. @default {} */
  readonly input?: string;
}

/** A secret of a template (`AWS::SecretsManager::Secret`). */
export interface GeneratedSecretModel {
  readonly stackName: string;
  readonly logicalId: string;
  readonly arn: string;
  readonly name: string;
  readonly source:
    | { readonly kind: 'text'; readonly text: string }
    /** Made up; with a template it is a member of the template's JSON. */
    | {
        readonly kind: 'password';
        readonly rules: PasswordRules;
        readonly template?: Readonly<Record<string, unknown>>;
        readonly key: string;
      };
  /** The function that rotates it. */
  readonly rotationFunctionArn?: string;
}

export type ApiModel = RestApiModel | HttpApiModel;

/** Something that the local gateway could not resolve, or does not emulate: named, never guessed. */
export interface Notice {
  readonly kind: 'unresolved' | 'not-emulated';
  readonly stackName: string;
  readonly logicalId: string;
  readonly resourceType: string;
  readonly message: string;
}

export interface FunctionModel {
  readonly stackName: string;
  readonly logicalId: string;
  /** Unqualified: `arn:aws:lambda:us-east-1:000000000000:function:NAME`. */
  readonly arn: string;
  readonly name: string;
  /** As in the template: `index.handler`. */
  readonly handler: string;
  /** As in the template: `nodejs24.x`. */
  readonly runtime: string;
  readonly code: FunctionCode;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly logGroupName: string;
}

export type FunctionCode =
  | { readonly kind: 'directory'; readonly path: string }
  | { readonly kind: 'inline'; readonly source: string }
  | { readonly kind: 'unavailable'; readonly reason: string };

export interface UsagePlanModel {
  readonly stackName: string;
  readonly logicalId: string;
  readonly id: string;
  readonly name: string;
  readonly throttle?: Throttle;
  readonly quota?: Quota;
  readonly apiStages: readonly {
    readonly apiId: string;
    readonly stage: string;
    /** Keyed as in the template: `/pets/{id}/GET`. */
    readonly throttle: Readonly<Record<string, Throttle>>;
  }[];
}

export interface Throttle {
  readonly ratePerSecond: number;
  readonly burst: number;
}

export interface Quota {
  readonly limit: number;
  readonly period: 'DAY' | 'WEEK' | 'MONTH';
  readonly offset: number;
}

export interface ApiKeyModel {
  readonly stackName: string;
  readonly logicalId: string;
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly enabled: boolean;
  readonly usagePlanIds: readonly string[];
}

export interface AccessLogModel {
  readonly format: string;
  readonly destinationArn: string;
}

export interface SecretModel {
  /** Name or ARN, as functions ask for it. */
  readonly id: string;
  /** Members of its JSON that are read; none: the whole text is. */
  readonly fields: readonly string[];
}

/** A custom domain name, and the stages that answer below it. */
export interface DomainModel {
  readonly stackName: string;
  readonly logicalId: string;
  /** `api.bookshop.example`. */
  readonly name: string;
  /** There where clients have to show a certificate. */
  readonly mutualTls?: { readonly truststore: Truststore };
  readonly mappings: readonly {
    readonly apiId: string;
    readonly stage: string;
    /** Without slashes around it; empty: all paths that no longer one covers. */
    readonly basePath: string;
  }[];
}

/** Certificates of the authorities that clients' certificates come from. */
export type Truststore =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'unavailable'; readonly reason: string };
