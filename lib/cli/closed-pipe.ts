const CLOSED = new Set(['EPIPE', 'ERR_STREAM_DESTROYED']);

/**
 * Any other error of the stream (a full disk) is said once, and the command ends with 1 when it is done.
 *
 * What nobody reads any more (`gatewright plan | head`) is no failure, and no reason to leave a command half done: keys
 * that are being issued are issued.
 */
export function ignoreClosedPipe(stream: NodeJS.WritableStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (CLOSED.has(error.code ?? '') || process.exitCode === 1) return;
    process.exitCode = 1;
    process.stderr.write(`gatewright: what it printed could not be written: ${error.code ?? error.message}\n`);
  });
}
