/** A dummy origin to detect URLs that leave the site. */
const BASE_URL = "https://here.invalid";

/**
 * The path to open after signing in, never another site. Parses the text as a browser does: browsers
 * drop tabs and line ends and treat `\\` as `/`, so text that looks like a path can name a host.
 */
export function safeNext(value: string | null | undefined): string {
  if (!value?.startsWith("/") || !URL.canParse(value, BASE_URL)) return "/";
  const { origin, pathname, search, hash } = new URL(value, BASE_URL);
  return origin === BASE_URL && !pathname.startsWith("//") ? `${pathname}${search}${hash}` : "/";
}
