/** The path of an address, and its parameters: everything behind the first `?`, of which a value may have others. */
export function partsOfAddress(url: string): { path: string; parameters: URLSearchParams } {
  const place = url.indexOf('?');
  if (place < 0) return { path: url, parameters: new URLSearchParams() };
  return { path: url.slice(0, place), parameters: new URLSearchParams(url.slice(place + 1)) };
}
