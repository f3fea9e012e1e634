import { putKeyEvents } from '../../aws/key-events.js';
import type { KeyPlace } from '../../aws/keys/make-key.js';
import type { GatewaySet } from '../../aws/keys/region-gateway.js';
import type { KeyEvent, KeyEventDetail } from '../../keys/key-event.js';
import type { Console } from '../console.js';

/** Tells each region's event bus of a key there. What is done is done: a bus that cannot be told is a warning. */
export async function publish(
  gateways: GatewaySet,
  kind: KeyEvent['kind'],
  told: readonly {
    readonly places: readonly KeyPlace[];
    readonly detail: Omit<KeyEventDetail, 'gateway' | 'keyId' | 'region'>;
  }[],
  console: Console,
): Promise<void> {
  for (const { aws, region, name: gateway } of gateways) {
    const events = told.flatMap(({ places, detail }) =>
      places
        .filter((place) => place.region === region)
        .map(({ keyId }) => ({ kind, detail: { gateway, ...detail, keyId, region } })),
    );
    await putKeyEvents(aws, events).catch((error: Error) =>
      console.err(`gatewright: done, but no event was sent (--no-events does without): ${error.message}`),
    );
  }
}
