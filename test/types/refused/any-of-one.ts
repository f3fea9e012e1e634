// expect: Expected at least 2 arguments, but got 1
import { anyOf, jwt } from 'gatewright';

const users = jwt('users', { issuer: 'https://id.example/', audience: 'shop' });
anyOf(users);
// ^here
