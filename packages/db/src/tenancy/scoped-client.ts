import pg from "pg";
import { ROLES, SET_SCOPE } from "./roles";
import { currentScope, outsideScope, type Scope } from "./scope";
import { ScopedQuery } from "./scoped-query";

type RawClient = Omit<pg.Client, "query"> & {
  query(...statement: readonly unknown[]): unknown;
  getTransactionStatus(): string | null;
};
const RawClient = pg.Client as unknown as new (...config: ConstructorParameters<typeof pg.Client>) => RawClient;

/** Statements that begin or end something. The first one after them that reads or writes sets the scope. */
const CONTROL = /^\s*(begin|start|set transaction|commit|rollback|savepoint|release)\b/i;

/** A connection that runs each statement in the scope of its sender. Inside of a transaction it is set once. */
export class ScopedClient extends RawClient {
  /** The scope of the transaction block in progress. */
  #scope: Scope | undefined;

  override query(...statement: readonly unknown[]): unknown {
    const scope = currentScope();
    const text = textOf(statement[0]);
    const isControl = text !== undefined && CONTROL.test(text);
    if (isControl) this.#scope = undefined;
    if (isControl || scope === undefined || text === undefined) return super.query(...statement);
    const isInBlock = this.getTransactionStatus() === "T";
    if (isInBlock && isSame(scope, this.#scope)) return super.query(...statement);
    this.#scope = isInBlock ? scope : undefined;
    return this.#send(new ScopedQuery(scope, ...statement));
  }

  #send(query: ScopedQuery): unknown {
    if (query.callback) return super.query(query);
    return new Promise((resolve, reject) => {
      query.callback = (error, result) => (error ? reject(error) : resolve(result));
      super.query(query);
    }).catch((error: Error) => {
      // The stack leads to the caller that sent the statement, as in `pg`.
      Error.captureStackTrace(error);
      throw error;
    });
  }
}

/** Undefined for what brings its own protocol. */
function textOf(statement: unknown): string | undefined {
  if (typeof statement === "string") return statement;
  return typeof statement === "object" && statement !== null && "text" in statement && !("submit" in statement)
    ? String(statement.text)
    : undefined;
}

const isSame = (one: Scope, other: Scope | undefined): boolean =>
  one.kind === "platform" ? other?.kind === "platform" : other?.kind === "organization" && one.orgId === other.orgId;

/** Prepares a new connection for scopes. */
export const prepareScopes = async (client: pg.ClientBase): Promise<void> => {
  await outsideScope(() => client.query({ ...SET_SCOPE, values: [ROLES.application, ""] }));
};
