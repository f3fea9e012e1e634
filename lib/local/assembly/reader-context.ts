import type { HttpApiDefinition } from '../model/http-api.js';
import type { RestApiDefinition } from '../model/rest-api.js';
import type { AssetIndex } from './assets.js';
import type { Notices } from './notices.js';
import type { Properties } from './properties.js';
import type { Stack, TemplateResource } from './stack.js';

/** Turn the OpenAPI body of an API into what it defines. May throw: the message becomes a notice. */
export interface BodyImporters {
  readonly rest: (body: unknown) => RestApiDefinition;
  readonly http: (body: unknown) => HttpApiDefinition;
}

/** A resource that exists, with its properties evaluated. */
export interface ResolvedResource {
  readonly stack: Stack;
  readonly resource: TemplateResource;
  readonly logicalId: string;
  readonly type: string;
  /** What `Ref` answers; undefined where it is unresolved. */
  readonly id: string | undefined;
  readonly properties: Properties;
  readonly notice: (kind: 'unresolved' | 'not-emulated', message: string) => void;
}

/** Everything that the builders of the model read from. */
export interface ReaderContext {
  readonly resources: readonly ResolvedResource[];
  readonly ofType: (...types: string[]) => readonly ResolvedResource[];
  readonly root: string;
  readonly assets: AssetIndex;
  readonly importBodies: BodyImporters;
  readonly randomKeyValue: (keyId: string) => string;
  readonly notices: Notices;
}
