/** Target of a call to `connect`. */
export type ConnectTarget = { readonly host: string; readonly port: number; readonly onConnect?: () => void };

type Options = { readonly host?: string; readonly port?: number | string; readonly path?: string | null };

/**
 * Parses the many forms of `connect`'s arguments. Returns undefined for Unix sockets and anything else that isn't TCP.
 */
export function connectTarget(args: readonly unknown[]): ConnectTarget | undefined {
  // Node passes its own normalized arguments on as one array.
  const [first, second, ...rest] = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
  const onConnect = [first, second, ...rest].findLast((arg) => typeof arg === "function") as (() => void) | undefined;
  if (typeof first === "object" && first !== null) {
    const { host, port, path } = first as Options;
    return path === undefined || path === null ? target(host, port, onConnect) : undefined;
  }
  if (typeof first === "number" || (typeof first === "string" && /^\d+$/.test(first))) {
    return target(typeof second === "string" ? second : undefined, first, onConnect);
  }
  return undefined;
}

function target(
  host: string | undefined,
  port: number | string | undefined,
  onConnect: (() => void) | undefined,
): ConnectTarget | undefined {
  const number = Number(port);
  if (!Number.isInteger(number) || number < 1 || number > 65_535) return undefined;
  return { host: host || "localhost", port: number, ...(onConnect ? { onConnect } : {}) };
}
