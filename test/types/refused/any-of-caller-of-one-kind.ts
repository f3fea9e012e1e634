// expect: Property 'keyId' does not exist on type 'IntrospectionCaller<"opaque"> | JwtCaller<"users">'
import { anyOf, introspection, jwt, lambda, route, secret } from 'gatewright';

const users = jwt('users', { issuer: 'https://id.example/', audience: 'shop' });
const opaque = introspection('opaque', { endpoint: 'https://id.example/', client: { id: 'a', secret: secret('b') } });
const books = route('GET /books', { auth: anyOf(users, opaque), to: lambda('a.ts') });
books.handle(({ caller }) => ({ status: 200, body: caller.keyId }));
// ^here
