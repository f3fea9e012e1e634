import { ImportError } from '../import-error.js';

/** What a document does not say, and whoever imports it does. */
export interface Choices {
  /** Auth of the operations that state none: `public`, `iam`, or the name of one of the document's schemes. */
  readonly auth?: string;
  /** Of the tokens whose issuer the document does not name. */
  readonly tokens?: { readonly issuer: string; readonly audience: string };
  /** What answers, in place of the document's servers. */
  readonly backend?: BackendFlag;
}

export type BackendFlag =
  | { readonly kind: 'http'; readonly url: string }
  | { readonly kind: 'lambda'; readonly directory: string }
  | { readonly kind: 'bound'; readonly name: string };

/** Operations for which a choice is missing, told all at once. */
export interface MissingChoices {
  readonly auth: (operation: string) => void;
  readonly backend: (operation: string) => void;
  /** @throws ImportError where one is missing */
  readonly demand: (schemes: readonly string[]) => void;
}

export function createMissingChoices(): MissingChoices {
  const auth: string[] = [];
  const backend: string[] = [];
  return {
    auth: (operation) => void auth.push(operation),
    backend: (operation) => void backend.push(operation),
    demand: (schemes) => {
      const asked = [
        ...(auth.length > 0 ? [`${counted(auth)} no security: choose ${authFlags(schemes)}`] : []),
        ...(backend.length > 0 ? [`${counted(backend)} no server: choose ${BACKEND_FLAGS}`] : []),
      ];
      if (asked.length > 0)
        throw new ImportError(`the document leaves open what a gateway must know\n  ${asked.join('\n  ')}`);
    },
  };
}

function counted(operations: readonly string[]): string {
  const [first = ''] = operations;
  return operations.length === 1 ? `${first} states` : `${first} and ${operations.length - 1} more state`;
}

function authFlags(schemes: readonly string[]): string {
  const named = schemes.slice(0, 8).map((name) => `--auth ${name}`);
  return ['--auth public', ...named, '--auth iam', 'or --issuer URL --audience NAME'].join(', ');
}

const BACKEND_FLAGS = '--backend http=URL, --backend lambda=DIR or --backend bound=NAME';

/**
 * `http=URL`, `lambda=DIR` or `bound=NAME`; an address alone is `http`.
 *
 * @returns undefined where it is none of these
 */
export function parseBackend(text: string): BackendFlag | undefined {
  if (/^https?:\/\//i.test(text)) return { kind: 'http', url: text };
  const [, kind, value = ''] = /^(http|lambda|bound)[=: ](.+)$/s.exec(text) ?? [];
  if (kind === 'http') return /^https?:\/\//i.test(value) ? { kind, url: value } : undefined;
  if (kind === 'bound') return /^[A-Za-z][A-Za-z0-9-]{0,62}$/.test(value) ? { kind, name: value } : undefined;
  const directory = value.replace(/^\.\//, '').replace(/\/+$/, '');
  if (kind !== 'lambda' || !/^[\w.-]+(\/[\w.-]+)*$/.test(directory) || directory.split('/').includes('..'))
    return undefined;
  return { kind, directory };
}
