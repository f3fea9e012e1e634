import { kebabCase } from '../code/names.js';
import type { Operation } from '../contract/contract.js';

/** Which file a part of the spec goes to. */
export interface SpecFiles {
  /** The file whose default export is the gateway. */
  readonly gateway: string;
  readonly auth: string;
  readonly schemas: string;
  readonly shared: string;
  readonly routesOf: (operation: Operation) => string;
}

/** Everything in one file. */
export function singleFile(name: string): SpecFiles {
  return { gateway: name, auth: name, schemas: name, shared: name, routesOf: () => name };
}

/** A file for each first tag, and what routes share beside them. */
export function filesByTag(): SpecFiles {
  const files = new Map<string, string>();
  const taken = new Set<string>();
  return {
    gateway: 'gateway.ts',
    auth: 'auth.ts',
    schemas: 'schemas.ts',
    shared: 'shared.ts',
    routesOf: ({ tags: [tag = ''] }) => {
      const known = files.get(tag);
      if (known !== undefined) return known;
      const wanted = kebabCase(tag, 'untagged');
      let name = wanted;
      for (let index = 2; taken.has(name); index += 1) name = `${wanted}-${index}`;
      taken.add(name);
      files.set(tag, `routes/${name}.ts`);
      return `routes/${name}.ts`;
    },
  };
}
