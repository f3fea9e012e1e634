/** Words that no constant of a module can be called (ECMA-262, 12.7.2), and those that would hide what is meant. */
const TAKEN =
  'arguments await break case catch class const continue debugger default delete do else enum eval export extends ' +
  'false finally for function if implements import in instanceof interface let new null package private protected ' +
  'public return static super switch this throw true try typeof undefined var void while with yield ' +
  'any async boolean never number object of string symbol type unknown NaN Infinity globalThis ' +
  'Array Boolean Date Error Function JSON Map Math Number Object Promise Proxy RegExp Set String Symbol constructor ' +
  'z route gateway jwt introspection cognito iam apiKey usagePlan lambda http reply backend authorizer anyOf allOf mutualTls';

export interface Names {
  /** A name like this one that nobody has yet. */
  readonly take: (wanted: string) => string;
}

/** @param reserved names that nobody gets. @default those that no constant can have */
export function createNames(reserved: readonly string[] = TAKEN.split(' ')): Names {
  const taken = new Set(reserved);
  /** Where to go on counting: a document may have one name ten thousand times. */
  const counts = new Map<string, number>();
  return {
    take: (wanted) => {
      let name = wanted;
      for (let index = counts.get(wanted) ?? 2; taken.has(name); index += 1) {
        name = `${wanted}${index}`;
        counts.set(wanted, index + 1);
      }
      taken.add(name);
      return name;
    },
  };
}

/** `repos/list-for-user` → `reposListForUser`: an identifier of ASCII letters and digits. */
export function camelCase(text: string, otherwise: string): string {
  const pascal = pascalCase(text, otherwise);
  const capitals = /^[A-Z]+(?=[A-Z][a-z]|\d|$)|^[A-Z]/.exec(pascal)?.[0] ?? '';
  return capitals.toLowerCase() + pascal.slice(capitals.length);
}

/** `full-repository` → `FullRepository`. */
export function pascalCase(text: string, otherwise: string): string {
  const joined = wordsOf(text)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
    .slice(0, 80);
  if (joined === '') return otherwise;
  return /^\d/.test(joined) ? otherwise + joined : joined;
}

/** `getBook` → `get-book`. */
export function kebabCase(text: string, otherwise: string): string {
  const words = wordsOf(text.replace(/([a-z\d])([A-Z])/g, '$1 $2')).map((word) => word.toLowerCase());
  const joined = words.join('-').slice(0, 60).replace(/-+$/, '');
  return /^[a-z]/.test(joined) ? joined : otherwise;
}

/** Letters without their accents; what has no ASCII form parts words. */
function wordsOf(text: string): readonly string[] {
  const plain = text.slice(0, 400).normalize('NFKD').replace(/\p{M}/gu, '');
  return plain.split(/[^A-Za-z0-9]+/).filter(Boolean);
}
