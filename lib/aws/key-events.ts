import type { KeyEvent } from '../keys/key-event.js';
import { AwsCallError } from './aws-call-error.js';
import type { Connection } from './clients.js';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
const MOST_ENTRIES = 10;

/**
 * Tells the account's default event bus.
 *
 * @throws AwsCallError also where the bus took the call but not every event
 */
export async function putKeyEvents(aws: Connection, events: readonly KeyEvent[]): Promise<void> {
  for (let start = 0; start < events.length; start += MOST_ENTRIES) {
    const Entries = events.slice(start, start + MOST_ENTRIES).map(entryOf);
    const { FailedEntryCount = 0 } = await aws.eventBridge('PutEvents', (client) => client.putEvents({ Entries }));
    if (FailedEntryCount > 0)
      throw new AwsCallError('failed', `PutEvents in ${aws.region} failed for ${FailedEntryCount} events`);
  }
}

function entryOf({ kind, detail }: KeyEvent) {
  return { Source: 'gatewright.keys', DetailType: kind, Detail: JSON.stringify(detail) };
}
