/**
 * The trace header as it goes on: what the caller sent is kept, what is missing is added.
 *
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
 */
export function traceIdOf(sent: string | undefined, nowMs: number, randomId: () => string): string {
  if (sent === undefined) return `Root=${newRoot(nowMs, randomId)}`;
  const fields = readFields(sent);
  const root = fields.get('root') ?? newRoot(nowMs, randomId);
  const parent = fields.get('parent');
  if (parent === undefined && !fields.has('sampled')) return `Root=${root}`;
  const sampled = fields.get('sampled') ?? '1';
  return `Root=${root}${parent === undefined ? '' : `;Parent=${parent}`};Sampled=${sampled}`;
}

/** On the way back a parent and the decision to sample are always there. */
export function answeredTraceId(traceId: string, randomId: () => string): string {
  if (traceId.includes(';Parent=')) return traceId;
  const [root] = traceId.split(';');
  const sampled = /;Sampled=([01])/.exec(traceId)?.[1] ?? '0';
  return `${root};Parent=${hex(randomId(), 16)};Sampled=${sampled}`;
}

function readFields(sent: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const part of sent.slice(0, 1024).split(';')) {
    const [name, value] = part.trim().split('=', 2);
    if (name && value && /^[\w:.-]+$/.test(value)) fields.set(name.toLowerCase(), value);
  }
  return fields;
}

const newRoot = (nowMs: number, randomId: () => string): string =>
  `1-${Math.floor(nowMs / 1000)
    .toString(16)
    .padStart(8, '0')}-${hex(randomId(), 24)}`;

/** Hex digits out of an id that is a UUID, or anything else. */
export function hex(id: string, length: number): string {
  const digits = id.replace(/[^0-9a-f]/gi, '');
  const enough = digits.length >= length ? digits : Buffer.from(id.padEnd(length, id || '0')).toString('hex');
  return enough.slice(0, length).toLowerCase();
}
