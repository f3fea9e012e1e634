import { isRecord, parseJson } from '../../json/json-value.js';
import { AwsError } from '../aws-error.js';
import type { ControlPlaneAnswer, ControlPlaneCall, ControlPlaneWorld } from '../control-plane-call.js';
import { jsonAnswer } from '../json-answer.js';
import { readEntry } from './read-entry.js';

const MAX_ENTRIES = 10;

/**
 * PutEvents of EventBridge, in AWS JSON 1.1: events are handed on, to nobody but the local gateway's own reader.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 */
export function createEventBridge(world: ControlPlaneWorld) {
  return ({ target, body }: ControlPlaneCall): ControlPlaneAnswer => {
    if (target !== 'AWSEvents.PutEvents') {
      const message = `The local gateway does not serve ${target || 'a call without X-Amz-Target'}; it serves PutEvents`;
      throw new AwsError('UnknownOperationException', 400, message);
    }
    const results = readEntries(body).map((entry) => readEntry(entry, world.randomId(), world.nowMs()));
    const accepted = results.flatMap((result) => (result.kind === 'event' ? [result.event] : []));
    if (accepted.length > 0) world.onEvents(accepted);
    const Entries = results.map((result) =>
      result.kind === 'event' ? { EventId: result.event.id } : { ErrorCode: result.code, ErrorMessage: result.message },
    );
    return jsonAnswer(200, { FailedEntryCount: results.length - accepted.length, Entries }, world.randomId());
  };
}

export function refuseJson({ code, status, message }: AwsError, requestId: string): ControlPlaneAnswer {
  return jsonAnswer(status, { __type: code, message }, requestId);
}

function readEntries(body: string): readonly unknown[] {
  const document = parseJson(body);
  if (!isRecord(document)) throw new AwsError('SerializationException', 400, 'The body is no JSON object');
  const { Entries: entries } = document;
  if (Array.isArray(entries) && entries.length >= 1 && entries.length <= MAX_ENTRIES) return entries;
  const got = Array.isArray(entries) ? `${entries.length} of them` : 'no list';
  throw new AwsError('ValidationException', 400, `Entries must be a list of 1 to ${MAX_ENTRIES} entries, got ${got}`);
}
