export interface FunctionArn {
  /** Without version or alias. */
  readonly unqualifiedArn: string;
  readonly name: string;
}

const FUNCTION_ARN = /(arn:[\w-]+:lambda:[\w-]*:\d*:function:([\w-]+))(?=[:/]|$)/;

/** Finds a function in an ARN, qualified or not, in an invocation URI, or in a bare name with or without qualifier. */
export function parseFunctionArn(text: string): FunctionArn | undefined {
  const match = FUNCTION_ARN.exec(text);
  if (match !== null) return { unqualifiedArn: match[1] ?? '', name: match[2] ?? '' };
  const bare = /^([\w-]+)(?::[\w$-]+)?$/.exec(text);
  return bare === null ? undefined : { unqualifiedArn: bare[1] ?? '', name: bare[1] ?? '' };
}
