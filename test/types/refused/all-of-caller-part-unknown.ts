// expect: Tuple type 'readonly [JwtCaller<"users">, IamCaller]' of length '2' has no element at index '2'
import { allOf, iam, jwt, lambda, route } from 'gatewright';

const users = jwt('users', { issuer: 'https://id.example/', audience: 'shop' });
const books = route('GET /books', { auth: allOf(users, iam('aws')), to: lambda('a.ts') });
books.handle(({ caller }) => ({ status: 200, body: caller.parts[2] }));
// ^here
