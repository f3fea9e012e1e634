/** Counts what a check found, a line for each assertion. */
export interface Report {
  readonly pass: (name: string) => void;
  readonly fail: (name: string, why: string) => void;
  /** Passes where `why` is empty. */
  readonly expect: (name: string, why: string | readonly string[]) => void;
  /** Runs an assertion that throws where it does not hold; gives its value back. */
  readonly attempt: <Value>(name: string, assertion: () => Value | Promise<Value>) => Promise<Value | undefined>;
  readonly note: (text: string) => void;
  /** Prints the sums as the last line and sets the exit code: 1 where anything failed, or nothing was asserted. */
  readonly finish: () => void;
}

export function createReport(write: (line: string) => void = (line) => console.log(line)): Report {
  let passed = 0;
  let failed = 0;
  const pass = (name: string) => {
    passed++;
    write(`ok      ${name}`);
  };
  const fail = (name: string, why: string) => {
    failed++;
    write(`FAILED  ${name}\n        ${why.trim().replaceAll('\n', '\n        ')}`);
  };
  return {
    pass,
    fail,
    note: (text) => write(`        ${text}`),
    expect: (name, why) => {
      const text = typeof why === 'string' ? why : why.join('\n');
      if (text === '') pass(name);
      else fail(name, text);
    },
    attempt: async (name, assertion) => {
      try {
        const value = await assertion();
        pass(name);
        return value;
      } catch (error) {
        fail(name, error instanceof Error ? error.message : String(error));
        return undefined;
      }
    },
    finish: () => {
      write(`${passed} passed, ${failed} failed`);
      if (failed > 0 || passed === 0) process.exitCode = 1;
    },
  };
}
