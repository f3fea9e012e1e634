// expect: several scopes are written { anyOf: [...] } or { allOf: [...] }
import { jwt } from 'gatewright';

const staff = jwt('staff', { issuer: 'https://id.example/', audience: 'shop' });
staff.require({ scopes: ['orders:read', 'orders:write'] });
// ^here
