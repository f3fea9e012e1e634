import type { Dialect } from '../document/dialect.js';
import type { JsonNode } from '../document/json-node.js';
import type { Losses } from '../document/losses.js';
import type { References } from '../document/references.js';
import type { Shape } from './shape.js';

/** What reading a schema needs. */
export interface SchemaReading {
  readonly dialect: Dialect;
  readonly references: References;
  readonly losses: Losses;
  /** Hears of every schema that another refers to. */
  readonly named: (target: JsonNode) => void;
  /** Reads a schema within a schema. */
  readonly read: (node: JsonNode) => Shape;
}
