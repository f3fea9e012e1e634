/** An error of an AWS service, which its SDK knows by `code`. The message never holds a key's value. */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  /** `NotFoundException` */
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number, message: string) {
    super(message);
    this.code = code;
    this.status = status;
  }
}
