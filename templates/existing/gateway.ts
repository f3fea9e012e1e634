import { gateway, lambda, route } from 'gatewright';

export const hello = route('GET /hello/{name}', {
  auth: 'public',
  to: lambda('handlers/hello.ts'),
  summary: 'A greeting',
  example: { params: { name: 'Ada' } },
});

export default gateway('my-gateway', { routes: [hello] });
