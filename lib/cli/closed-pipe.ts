const CLOSED = new Set(['EPIPE', 'ERR_STREAM_DESTROYED']);

/**
 * What nobody reads any more (`gatewright plan | head`) is no failure, and no reason to leave a command half done: keys
 * that are being issued are issued.
 */
export function ignoreClosedPipe(stream: NodeJS.WritableStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (!CLOSED.has(error.code ?? '')) throw error;
  });
}
