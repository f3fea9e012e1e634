import { oneLine } from '../../errors/one-line.js';
import type { ReceivedEvent } from '../../local/control-plane/event-bridge/received-event.js';
import { colors } from '../colors.js';

/** A line for each event that reached the local event bus. */
export function printEvents(events: readonly ReceivedEvent[]): string {
  return events
    .map(({ source, detailType, detail }) => {
      const facts = colors.dim(oneLine(JSON.stringify(detail)));
      return `  ${colors.cyan('event')}  ${oneLine(source)}  ${oneLine(detailType)}  ${facts}`;
    })
    .join('\n');
}
