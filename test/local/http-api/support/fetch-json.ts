/** JSON over localhost, bounded as an engine may expect: 1,500 ms in AWS, less here to keep tests fast. */
export function boundedFetchJson(redirect: (url: string) => string | undefined) {
  const urls: string[] = [];
  const fetchJson = async (url: string): Promise<unknown> => {
    urls.push(url);
    const response = await fetch(redirect(url) ?? url, { signal: AbortSignal.timeout(200) });
    if (response.status !== 200) throw new Error(`status ${response.status}`);
    const text = await response.text();
    if (text.length > 100_000) throw new Error('too large');
    return JSON.parse(text);
  };
  return { fetchJson, urls };
}
