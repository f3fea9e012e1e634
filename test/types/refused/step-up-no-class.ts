// expect: Source has 0 element(s) but target requires 1
import { jwt } from 'gatewright';

const users = jwt('users', { issuer: 'https://id.example/', audience: 'shop' });
users.require({ stepUp: { acrValues: [] } });
// ^here
