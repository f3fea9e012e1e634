const CUSTOM_HEADER = /<OriginCustomHeader>.*?<\/OriginCustomHeader>/gs;
const NAME = /<HeaderName>\s*([^<]*?)\s*<\/HeaderName>/;
const VALUE = /<HeaderValue>([^<]*)<\/HeaderValue>/;

/** What the origins of a distribution are sent under a header, by its configuration in XML. */
export function sentSecrets(xml: string, header: string): readonly string[] {
  return [...xml.matchAll(CUSTOM_HEADER)]
    .filter(([element]) => isOf(element, header))
    .map(([element]) => VALUE.exec(element)?.[1] ?? '');
}

/**
 * The same configuration with another value of the header; all else is left as it is written, letter by letter: what a
 * newer CloudFront knows beside it is not lost on the way.
 *
 * @param secret letters and digits
 * @throws Error where no origin has the header
 */
export function sending(xml: string, header: string, secret: string): string {
  if (!/^[A-Za-z0-9]+$/.test(secret)) throw new Error('the secret is not of letters and digits alone');
  if (sentSecrets(xml, header).length === 0) throw new Error(`no origin of the distribution is sent ${header}`);
  return xml.replace(CUSTOM_HEADER, (element) =>
    isOf(element, header) ? element.replace(VALUE, `<HeaderValue>${secret}</HeaderValue>`) : element,
  );
}

function isOf(element: string, header: string): boolean {
  return NAME.exec(element)?.[1]?.toLowerCase() === header;
}
