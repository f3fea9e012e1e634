import draft4 from 'ajv-draft-04';

/** The package is CommonJS with a default export; ESM hands out one or the other. */
export const Ajv04 = draft4.default ?? draft4;
