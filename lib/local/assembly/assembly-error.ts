/** A folder that is no cloud assembly, or a broken one: its message is one line, fit for the terminal. */
export class AssemblyError extends Error {
  override readonly name = 'AssemblyError';
}
