/** Half a cent: what is printed as nothing is no difference. */
export const SMALLEST_USD = 0.005;
