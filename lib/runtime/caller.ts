import type { ApiKeyAuth, Auth } from '../spec/auth.js';
import type { CustomAuth } from '../spec/authorizer.js';
import type { CognitoAuth } from '../spec/cognito.js';
import type { AllOfAuth, AnyOfAuth, AuthPart } from '../spec/combinations.js';
import type { IamAuth } from '../spec/iam.js';
import type { IntrospectionAuth } from '../spec/introspection.js';
import type { JwtAuth } from '../spec/jwt.js';
import type { MutualTlsAuth } from '../spec/mutual-tls.js';
import type { SchemaOutput } from '../spec/standard-schema.js';

interface ByToken<Scheme extends string> {
  /** The name of the scheme that let the caller in. */
  readonly scheme: Scheme;
  /** The `sub` claim. */
  readonly subject: string;
  readonly scopes: readonly string[];
  /** As API Gateway hands them on: every value a string, lists as `[a b]`. */
  readonly claims: Readonly<Record<string, string>>;
}

export interface JwtCaller<Scheme extends string = string> extends ByToken<Scheme> {
  readonly kind: 'jwt';
}

/** `claims` are the members of the endpoint's answer (RFC 7662, section 2.2). */
export interface IntrospectionCaller<Scheme extends string = string> extends ByToken<Scheme> {
  readonly kind: 'introspection';
}

export interface CognitoCaller<Scheme extends string = string> extends ByToken<Scheme> {
  readonly kind: 'cognito';
}

export interface ApiKeyCaller {
  readonly kind: 'api-key';
  /** The key's id; its value never reaches a handler's caller. */
  readonly keyId: string;
}

export interface IamCaller {
  readonly kind: 'iam';
  /** `arn:aws:iam::123456789012:user/ada`, `arn:aws:sts::123456789012:assumed-role/ROLE/SESSION`. */
  readonly arn: string;
  readonly accountId: string;
  /** `AIDA…`, or `AROA…:SESSION` of a role. */
  readonly userId: string;
}

export interface MutualTlsCaller {
  readonly kind: 'mutual-tls';
  /** Distinguished names as API Gateway writes them: `CN=client,O=Partner`. */
  readonly subjectDn: string;
  readonly issuerDn: string;
  readonly serialNumber: string;
  /** The client's certificate, PEM. */
  readonly pem: string;
}

export interface CustomCaller<Context = unknown, Scheme extends string = string> {
  readonly kind: 'custom';
  readonly scheme: Scheme;
  readonly subject: string;
  readonly context: Context;
}

/** Who met all of several schemes, in the order of `allOf`. */
export interface AllOfCaller<Parts extends readonly AnyCaller[] = readonly AnyCaller[]> {
  readonly kind: 'all-of';
  readonly parts: Parts;
}

export type TokenCaller = JwtCaller | IntrospectionCaller | CognitoCaller;

export type AnyCaller = TokenCaller | ApiKeyCaller | IamCaller | MutualTlsCaller | CustomCaller | AllOfCaller;

/**
 * Who called, by the route's auth. `undefined` on public routes; of `anyOf`, whoever of its parts it is; of `allOf`,
 * all of them in their order. A route that takes the gateway's auth does not know it: there it may be anybody.
 */
export type CallerOf<A extends Auth | undefined> = A extends 'public'
  ? undefined
  : A extends AuthPart
    ? PartCaller<A>
    : AnyCaller | undefined;

type PartCaller<A extends AuthPart> =
  A extends JwtAuth<infer Name>
    ? JwtCaller<Name>
    : A extends IntrospectionAuth<infer Name>
      ? IntrospectionCaller<Name>
      : A extends CognitoAuth<infer Name>
        ? CognitoCaller<Name>
        : A extends ApiKeyAuth
          ? ApiKeyCaller
          : A extends IamAuth
            ? IamCaller
            : A extends MutualTlsAuth
              ? MutualTlsCaller
              : A extends CustomAuth<infer Name, infer S>
                ? CustomCaller<SchemaOutput<S>, Name>
                : CombinedCaller<A>;

/** Of a combination that nothing is known of, nothing is known of who called. */
type CombinedCaller<A> =
  A extends AnyOfAuth<infer Parts>
    ? AuthPart extends Parts[number]
      ? AnyCaller
      : PartCaller<Parts[number]>
    : A extends AllOfAuth<infer Parts>
      ? AuthPart extends Parts[number]
        ? AllOfCaller
        : AllOfCaller<{ readonly [Index in keyof Parts]: PartCaller<Parts[Index]> }>
      : never;
