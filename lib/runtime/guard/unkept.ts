type Values = Readonly<Record<string, unknown>>;

/** An answer of a handler, as far as it is read: a stream's head is one too. */
interface Answer {
  readonly statusCode?: unknown;
  readonly headers?: Values | null;
  readonly multiValueHeaders?: Values | null;
}

const NAME = 'cache-control';
/** What forbids shared caches to keep an answer, and what asks them to. */
const SAID = /(?:^|[\s,])(?:no-store|no-cache|private|public|s-maxage)(?=$|[\s,=])/i;

/**
 * The answer so that CloudFront keeps nothing of it, where its status is one of these: without a word on caches it gets
 * `no-store`. An age alone would be kept too, so `private` is put beside it, and browsers go on as before. What names
 * shared caches stays as it is.
 */
export function unkept<A>(answer: A, statuses: readonly number[]): A {
  if (typeof answer !== 'object' || answer === null) return answer;
  const { statusCode, headers, multiValueHeaders } = answer as Answer;
  if (!statuses.includes(Number(statusCode))) return answer;
  const [single, multi] = [headers ?? {}, multiValueHeaders ?? {}];
  const said = [...saidIn(single), ...saidIn(multi)];
  if (SAID.test(said.join(','))) return answer;
  const others = {
    ...answer,
    headers: without(single),
    ...(multiValueHeaders && { multiValueHeaders: without(multi) }),
  };
  return {
    ...others,
    headers: { ...others.headers, [NAME]: [...said, said.length > 0 ? 'private' : 'no-store'].join(', ') },
  };
}

function saidIn(headers: Values): readonly string[] {
  const values = Object.entries(headers).filter(([name]) => isNamed(name));
  return values.flatMap(([, value]) => value).flatMap((value) => (value == null || value === '' ? [] : String(value)));
}

function without(headers: Values): Values {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !isNamed(name)));
}

function isNamed(name: string): boolean {
  return name.toLowerCase() === NAME;
}
