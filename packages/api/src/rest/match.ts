import type { Route } from "./route";

export type Match = { readonly route: Route; readonly parameters: Record<string, string> };

/** Returns a function that finds the route of a path, or of its former path. A literal segment wins over a parameter. */
export function createMatcher(
  routes: readonly Route[],
): (method: string, path: string) => Match | "wrongMethod" | undefined {
  const compiled = routes
    .flatMap((route) => [route.path, ...(route.formerPath ? [route.formerPath] : [])].map((path) => ({ route, path })))
    .map(({ route, path }) => ({ route, pattern: compile(path), literals: path.replace(/\{\w+\}/g, "").length }))
    .sort((a, b) => b.literals - a.literals);

  return (method, path) => {
    const fitting = compiled.filter(({ pattern }) => pattern.test(path));
    const found = fitting.find(({ route }) => route.method === method);
    if (!found) return fitting.length > 0 ? "wrongMethod" : undefined;
    const groups = found.pattern.exec(path)?.groups ?? {};
    return {
      route: found.route,
      parameters: Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeSegment(value)])),
    };
  };
}

function compile(path: string): RegExp {
  const source = path.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{(\w+)\}/g, "(?<$1>[^/]+)");
  return new RegExp(`^${source}/?$`);
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
