// expect: Argument of type 'string' is not assignable to parameter of type 'AuthPart'
import { anyOf, jwt } from 'gatewright';

const users = jwt('users', { issuer: 'https://id.example/', audience: 'shop' });
anyOf(users, 'public');
// ^here
