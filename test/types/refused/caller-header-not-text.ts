// expect: Type 'number' is not assignable to type 'string'
import { jwt, lambda, route } from 'gatewright';

const users = jwt('users', { issuer: 'https://id.example/', audience: 'shop' });
route('GET /books', { auth: users, callerHeaders: { 'x-user': 7 }, to: lambda('a.ts') });
// ^here
