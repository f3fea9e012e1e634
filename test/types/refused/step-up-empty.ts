// expect: is not assignable to type
import { jwt } from 'gatewright';

const users = jwt('users', { issuer: 'https://id.example/', audience: 'shop' });
users.require({ stepUp: {} });
// ^here
