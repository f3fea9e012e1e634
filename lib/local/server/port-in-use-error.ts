/** Somebody else listens on the port. */
export class PortInUseError extends Error {
  readonly code = 'PORT_IN_USE';
  override readonly name = 'PortInUseError';
  readonly port: number;

  constructor(port: number, host: string) {
    super(`port ${port} on ${host} is in use; end what listens there, or choose another with --port`);
    this.port = port;
  }
}
