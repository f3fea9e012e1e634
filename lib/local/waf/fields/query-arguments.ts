/** Name and value of each argument of a query string, undecoded and in their order. */
export const queryArguments = (queryString: string): (readonly [name: string, value: string])[] =>
  queryString.split('&').flatMap((argument) => {
    if (argument === '') return [];
    const equals = argument.indexOf('=');
    return [equals < 0 ? [argument, ''] : [argument.slice(0, equals), argument.slice(equals + 1)]];
  });
