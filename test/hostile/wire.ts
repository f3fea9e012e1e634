import { connect } from 'node:net';

export interface Sending {
  /** Written one after the other, each as segments of its own. */
  readonly segments: readonly (string | Buffer)[];
  /** What the client does then: wait for the gateway to close, close its own half, or reset the connection. */
  readonly ending: 'wait' | 'close-half' | 'reset';
}

export interface Received {
  readonly text: string;
  /** Whether the connection ended before `limitMs`. */
  readonly ended: boolean;
}

/** Writes bytes to a port of this machine, and answers what came back until the connection ended. */
export function sendRaw(port: number, { segments, ending }: Sending, limitMs = 2_500): Promise<Received> {
  return new Promise((resolve) => {
    let text = '';
    let ended = true;
    const socket = connect({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true }, async () => {
      for (const segment of segments) {
        if (socket.destroyed) return;
        socket.write(segment);
        if (segments.length > 1) await new Promise(setImmediate);
      }
      if (ending === 'close-half') socket.end();
      if (ending === 'reset') socket.resetAndDestroy();
    });
    const limit = setTimeout(() => {
      ended = false;
      socket.destroy();
    }, limitMs);
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
    });
    // The gateway may cut a connection off that it has refused.
    socket.on('error', () => {});
    socket.on('end', () => socket.end());
    socket.on('close', () => {
      clearTimeout(limit);
      resolve({ text, ended });
    });
  });
}

export interface WireAnswer {
  readonly status: number;
  readonly body: string;
}

/** Reads answers that stand one after the other, each with the length that it says. */
export function answersIn(text: string): readonly WireAnswer[] {
  const answers: WireAnswer[] = [];
  let rest = text;
  while (rest !== '') {
    const end = rest.indexOf('\r\n\r\n');
    const status = /^HTTP\/1\.1 (\d{3}) /.exec(rest)?.[1];
    if (end < 0 || status === undefined) throw new Error(`no answer of HTTP: ${JSON.stringify(rest.slice(0, 120))}`);
    const head = rest.slice(0, end);
    // Node's own refusals have chunks, and none in them.
    const ownLength = /\r\ntransfer-encoding: chunked/i.test(head) ? '0\r\n\r\n'.length : 0;
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? ownLength);
    if (status !== '100') answers.push({ status: Number(status), body: rest.slice(end + 4, end + 4 + length) });
    rest = rest.slice(end + 4 + length);
  }
  return answers;
}
