import { Command, InvalidArgumentError, Option } from 'commander';
import { loadOpaqueTokens, mintOpaqueToken } from '../../local/issuer/opaque-tokens.js';
import { signToken } from '../../local/issuer/sign-token.js';
import { JWT_ALGORITHMS, type JwtAlgorithm } from '../../spec/jwt.js';
import type { Console } from '../console.js';
import { durationSeconds } from '../duration.js';
import { findApp } from '../find-app.js';
import { loadSpec } from '../load-spec.js';
import { issuerKeyDirectory, issuerKeysIn } from '../state-directory.js';
import { chooseTokenRequest, type TokenRequest, tokenRequests } from '../token-request.js';

interface TokenOptions {
  readonly app?: string;
  readonly scheme?: string;
  readonly issuer?: string;
  readonly subject: string;
  readonly scope?: string;
  readonly audience?: string;
  readonly alg?: JwtAlgorithm;
  readonly expiresIn: number;
  readonly claim: Readonly<Record<string, unknown>>;
  readonly json?: true;
}

export function tokenCommand(console: Console): Command {
  return tokenOptions().action(async (options: TokenOptions) => {
    const { request, keyStore } = await requestOf(options);
    const claims = claimsOf(options, request);
    const token = await makeToken(request, claims, keyStore, options);
    const { by } = request;
    const maker = by.kind === 'issuer' ? { issuer: by.issuer } : { introspectionEndpoint: by.url };
    console.out(options.json ? JSON.stringify({ token, ...maker, claims }, null, 2) : token);
  });
}

function tokenOptions(): Command {
  return new Command('token')
    .summary("sign a token that the local gateway's issuer stands for")
    .description(
      'Makes a token as the local issuer does: a signed JWT, or an opaque one for an introspection scheme. It opens the local gateway, and nothing on AWS.',
    )
    .option('--app <file>', "the module whose default export is the gateway (default: the project's gateway.ts)")
    .option('--scheme <name>', 'the token scheme to make one for (default: the only one)')
    .addOption(
      new Option('--issuer <url>', 'sign for this issuer, whatever names it: a CDK app, or an assembly').conflicts(
        'scheme',
      ),
    )
    .option('--subject <sub>', 'the sub claim', 'local-user')
    .option('--scope <scopes>', 'scopes, a space between them (default: all that the routes ask for)')
    .option('--audience <aud>', "the aud claim (default: the scheme's first audience)")
    .addOption(
      new Option('--alg <algorithm>', "the signature algorithm (default: the scheme's first)").choices(JWT_ALGORITHMS),
    )
    .addOption(
      new Option('--expires-in <duration>', 'lifetime: 90s, 15m, 1h, 7d')
        .argParser(durationSeconds)
        .default(3_600, '1h'),
    )
    .addOption(
      new Option('--claim <name=value>', 'one more claim; the value is JSON or text; may be repeated')
        .argParser(collectClaim)
        .default({}, 'none'),
    )
    .option('--json', 'the token and its claims as one JSON document');
}

async function makeToken(
  { by, algorithms, type }: TokenRequest,
  claims: Readonly<Record<string, unknown>>,
  keyStore: string,
  { expiresIn: expiresInSeconds, alg = algorithms[0] ?? 'RS256' }: TokenOptions,
): Promise<string> {
  if (by.kind === 'endpoint')
    return mintOpaqueToken(await loadOpaqueTokens(keyStore), by.url, claims, { expiresInSeconds });
  return signToken({ keyStore, issuer: by.issuer, claims, expiresInSeconds, alg, type });
}

/** With an issuer nothing is read of the project but where its local state lies. */
async function requestOf({
  app,
  scheme,
  issuer,
}: TokenOptions): Promise<{ readonly request: TokenRequest; readonly keyStore: string }> {
  if (issuer !== undefined) {
    const keyStore = app === undefined ? issuerKeysIn(process.cwd()) : issuerKeyDirectory(findApp(app, process.cwd()));
    return {
      request: {
        scheme: '',
        header: 'authorization',
        by: { kind: 'issuer', issuer },
        audience: '',
        scopes: [],
        claims: {},
        algorithms: [],
        type: 'JWT',
      },
      keyStore,
    };
  }
  const file = findApp(app, process.cwd());
  return {
    request: chooseTokenRequest(tokenRequests((await loadSpec(file)).spec), scheme),
    keyStore: issuerKeyDirectory(file),
  };
}

function claimsOf(options: TokenOptions, request: TokenRequest): Record<string, unknown> {
  const scope = options.scope ?? request.scopes.join(' ');
  const aud = options.audience ?? request.audience;
  return {
    sub: options.subject,
    ...(aud && { aud }),
    ...(scope && { scope }),
    ...request.claims,
    ...options.claim,
  };
}

function collectClaim(text: string, claims: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const equals = text.indexOf('=');
  if (equals < 1) throw new InvalidArgumentError('write name=value.');
  return { ...claims, [text.slice(0, equals)]: jsonOrText(text.slice(equals + 1)) };
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
