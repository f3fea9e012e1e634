import type { JwtAuthorizerConfig } from '../../lib/plan/plan.js';
export function jwtAuthorizer(config: JwtAuthorizerConfig) {
  return async () => {
    throw new Error(`Unauthorized${Object.keys(config).length ? '' : ''}`);
  };
}
