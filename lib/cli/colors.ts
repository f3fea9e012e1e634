import picocolors from 'picocolors';

/** Only for people: a pipe or a CI log gets plain text, so that a printed line works as copied. NO_COLOR turns them off. */
export const colors = picocolors.createColors(process.stdout.isTTY === true && !process.env.NO_COLOR);
