/** The password of a login's URL, undefined where it has none. */
export function passwordIn(url: string | undefined): string | undefined {
  return url === undefined ? undefined : decodeURIComponent(new URL(url).password) || undefined;
}
