import type { HostileProperty } from './hostile-property.js';
import { authorizers } from './properties/authorizers.js';
import { bodies } from './properties/bodies.js';
import { connections } from './properties/connections.js';
import { intrinsics } from './properties/intrinsics.js';
import { paths } from './properties/paths.js';
import { requests } from './properties/requests.js';
import { templates } from './properties/templates.js';
import { tokens } from './properties/tokens.js';

/** By what is attacked. A new input from outside is a file in `properties`, and a line here. */
export const allProperties = {
  paths,
  bodies,
  templates,
  intrinsics,
  tokens,
  authorizers,
  requests,
  connections,
} satisfies Readonly<Record<string, readonly HostileProperty[]>>;
