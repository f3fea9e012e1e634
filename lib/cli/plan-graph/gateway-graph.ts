/** The gateway as boxes and lines: what a picture shows, whoever draws it. */
export interface GatewayGraph {
  readonly gateway: string;
  /** Below the gateway's name. */
  readonly caption: readonly string[];
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** One box. */
export interface GraphNode {
  /** Letters, digits and `_`, unique in the graph. */
  readonly id: string;
  readonly kind: NodeKind;
  /** What it is on AWS: `Lambda function`. */
  readonly what: string;
  /** Which one it is: `handlers/get-book.ts`. */
  readonly name: string;
  readonly details: readonly string[];
}

export type NodeKind = 'callers' | 'front' | 'api' | 'caller-check' | 'function' | 'backend' | 'keeper';

/** One line. `request`: the way of a request. `check`: asked before it goes on. `upkeep`: runs beside requests. */
export interface GraphEdge {
  /** Ids of nodes. */
  readonly from: string;
  readonly to: string;
  readonly kind: 'request' | 'check' | 'upkeep';
  readonly label?: string;
}

export interface GraphPart {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}
