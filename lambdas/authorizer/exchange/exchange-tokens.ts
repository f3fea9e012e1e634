import type { TokenExchange } from '../../../lib/spec/token-exchange.js';
import { type KeptAnswer, keptAnswers, REFUSED_MS } from '../kept-answers.js';
import type { AskAsClient, EndpointAnswer } from '../oauth/ask-as-client.js';
import type { ExchangeToken, Services } from '../parts.js';
import { isTokenText } from '../read-credential.js';
import { forbidden, Refusal, unavailable } from '../refusal.js';

/** An issued token is not handed on in its last moments: the backend would see it expired. */
const MARGIN_MS = 30_000;

/** Backends take no more header bytes than this from API Gateway. */
const MAX_TOKEN_CHARACTERS = 10_240;

const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';

/** By which an endpoint says that this caller's token does not get one (RFC 8693, section 2.2.2; RFC 6749, section 5.2). */
const REFUSING_ERRORS: readonly unknown[] = ['invalid_request', 'invalid_grant', 'invalid_target', 'access_denied'];

type Outcome = string | Refusal;

/**
 * Exchanges callers' tokens (RFC 8693), and keeps what is issued by the hash of the caller's, each exchange its own,
 * within the lifetime that comes with it.
 */
export function exchangeTokens({ nowMs }: Services, ask: AskAsClient): (exchange: TokenExchange) => ExchangeToken {
  return (exchange) => {
    const kept = keptAnswers<Outcome>(nowMs);
    return async (callersToken) => {
      const outcome = await kept(callersToken, async () =>
        outcomeOf(await askFor(callersToken, exchange, ask), callersToken, nowMs()),
      );
      if (outcome instanceof Refusal) throw outcome;
      return outcome;
    };
  };
}

function askFor(callersToken: string, exchange: TokenExchange, ask: AskAsClient): Promise<EndpointAnswer> {
  const { endpoint: url, client, audience, scope } = exchange;
  return ask(
    { who: 'exchange', url, client },
    {
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: callersToken,
      subject_token_type: ACCESS_TOKEN,
      requested_token_type: ACCESS_TOKEN,
      audience,
      ...(scope !== undefined && { scope }),
    },
  );
}

/** @throws Refusal where the endpoint gives no answer that is one */
function outcomeOf({ status, members = {} }: EndpointAnswer, callersToken: string, nowMs: number): KeptAnswer<Outcome> {
  if (status >= 400 && status < 500 && REFUSING_ERRORS.includes(members.error))
    return { value: forbidden('exchange-refused'), untilMs: nowMs + REFUSED_MS };
  if (status !== 200) throw unavailable('exchange-fails');
  const { expires_in: lifetimeS } = members;
  const lifetimeMs = typeof lifetimeS === 'number' ? lifetimeS * 1_000 : 0;
  return { value: issuedToken(members, callersToken), untilMs: nowMs + lifetimeMs - MARGIN_MS };
}

/** RFC 8693, section 2.2.1. */
function issuedToken(members: Readonly<Record<string, unknown>>, callersToken: string): string {
  const { access_token: token, issued_token_type: issuedType, token_type: type } = members;
  if (issuedType !== ACCESS_TOKEN || typeof type !== 'string' || type.toLowerCase() !== 'bearer')
    throw unavailable('exchange-issues-another-type');
  if (typeof token !== 'string' || token.length > MAX_TOKEN_CHARACTERS || !isTokenText(token))
    throw unavailable('exchange-answers-nonsense');
  if (token === callersToken) throw unavailable('exchange-returns-the-callers-token');
  return token;
}
