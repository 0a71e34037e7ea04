/** SQLSTATE classes and codes of a server that is away, overloaded, or that gave up on a lock or a transaction. */
const OUTAGE_STATES = /^(08|53|58|57P|25P03|40001|40P01|55P03)/;

/** Codes of sockets, of Prisma's connection errors, and kinds of its driver adapter. */
const OUTAGE_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "P1001",
  "P1002",
  "P1008",
  "P1017",
  "P2024",
  "P2028",
  "P2034",
  "DatabaseNotReachable",
  "ConnectionClosed",
  "SocketTimeout",
  "TooManyConnections",
  "TransactionWriteConflict",
]);

/** Errors of the driver that have no code. */
const OUTAGE_MESSAGES =
  /^(Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed)|Can't reach database server/;

const CAUSES_MAX = 8;

/**
 * Returns true if an error says that the database or the way to it was away, or that it gave up on a lock: the same work
 * can succeed later. Errors of the data (SQLSTATE classes 22 and 23) never are; they recur with the same data.
 */
export function isOutage(error: unknown): boolean {
  let current: unknown = error;
  for (let depth = 0; depth < CAUSES_MAX && typeof current === "object" && current !== null; depth++) {
    const fault = current as Fault;
    if ([fault.code, fault.originalCode, fault.kind].some(isOutageCode)) return true;
    if (typeof fault.message === "string" && OUTAGE_MESSAGES.test(fault.message)) return true;
    current = fault.cause ?? fault.meta?.driverAdapterError;
  }
  return false;
}

type Fault = {
  readonly code?: unknown;
  readonly originalCode?: unknown;
  readonly kind?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly meta?: { readonly driverAdapterError?: unknown };
};

const isOutageCode = (code: unknown): boolean =>
  typeof code === "string" && (OUTAGE_CODES.has(code) || (code.length === 5 && OUTAGE_STATES.test(code)));
