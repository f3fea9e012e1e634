import { isRecord, parseJson } from '../../json/json-value.js';
import type { ReceivedEvent } from './received-event.js';

/** An entry that is wrong fails by itself; the others of its call are accepted. */
export type EntryResult =
  | { readonly kind: 'event'; readonly event: ReceivedEvent }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string };

const REQUIRED = ['Source', 'DetailType', 'Detail'] as const;

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsResultEntry.html */
export function readEntry(entry: unknown, id: string, nowMs: number): EntryResult {
  if (!isRecord(entry)) return failed('InvalidArgument', 'An entry must be an object.');
  const missing = REQUIRED.find((name) => typeof entry[name] !== 'string' || entry[name] === '');
  if (missing)
    return failed('InvalidArgument', `Parameter ${missing} is not valid. Reason: ${missing} is a required argument.`);
  const source = String(entry.Source);
  if (source.startsWith('aws.')) return failed('NotAuthorizedForSourceException', 'Sources of AWS are reserved.');
  const detail = parseJson(String(entry.Detail));
  if (!isRecord(detail)) return failed('MalformedDetail', 'Detail is malformed.');
  const { Time: time, Resources: resources = [], EventBusName: bus = 'default' } = entry;
  if (!Array.isArray(resources) || !resources.every((arn) => typeof arn === 'string')) {
    return failed('InvalidArgument', 'Parameter Resources is not valid. Reason: a list of strings is expected.');
  }
  return {
    kind: 'event',
    event: {
      id,
      source,
      detailType: String(entry.DetailType),
      detail,
      resources,
      eventBusName: String(bus),
      timeMs: typeof time === 'number' ? time * 1000 : nowMs,
    },
  };
}

function failed(code: string, message: string): EntryResult {
  return { kind: 'failed', code, message };
}
