import { evaluate } from '../intrinsics/evaluate.js';
import { asWritten } from '../intrinsics/unresolved.js';
import type { ResolvedResource } from '../reader-context.js';

/**
 * The properties of a resource with secrets left as they are referred to: `{{resolve:secretsmanager:…}}`. A firewall asks
 * for them when it needs them, since they change while it runs.
 */
export const withReferencesKept = ({ stack, resource }: ResolvedResource): unknown =>
  asWritten(evaluate(resource.properties, stack.scope));
