/**
 * A path as CloudFront compares it with the patterns of behaviors: unreserved characters decoded, dot segments resolved
 * (RFC 3986, sections 6.2.2 and 5.2.4), slashes in a row taken for one. `/a/b/..` is matched as `/a/`. What is sent to
 * the origin is the path as the viewer wrote it.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
 */
export function normalizePath(path: string): string {
  const segments = decodeUnreserved(path).split('/');
  const kept: string[] = [];
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1;
    if (segment === '..') kept.pop();
    const isDots = segment === '.' || segment === '..';
    if (isDots || segment === '') {
      if (isLast) kept.push('');
    } else kept.push(segment);
  }
  return `/${kept.join('/')}`;
}

function decodeUnreserved(path: string): string {
  return path.replace(/%([0-9a-f]{2})/gi, (whole, hex: string) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    return /[A-Za-z0-9._~-]/.test(character) ? character : whole.toUpperCase();
  });
}
