// expect: Type 'string' is not assignable to type 'TokenExchange'
import { jwt, lambda, route } from 'gatewright';

const users = jwt('users', { issuer: 'https://id.example/', audience: 'shop' });
route('GET /books', { auth: users, backendToken: 'orders', to: lambda('a.ts') });
// ^here
