// expect: several scopes of which one is enough are written { anyOf: [...] }
import { jwt } from 'gatewright';

const staff = jwt('staff', { issuer: 'https://id.example/', audience: 'shop' });
staff.require({ scopes: ['orders:read', 'orders:write'] });
// ^here
