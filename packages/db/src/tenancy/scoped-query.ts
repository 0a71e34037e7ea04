import pg from "pg";
import { SET_SCOPE, scopeValues } from "./roles";
import type { Scope } from "./scope";

/** What `pg` sends messages with, and what its queries do with the answers: public in the code, absent from the types. */
type Connection = {
  bind(message: { statement: string; values: readonly string[] }): void;
  execute(message: { portal: string; rows: number }): void;
};
type Callback = (error: Error | null, result: pg.QueryResult) => void;
type RawQuery = pg.Submittable & {
  callback: Callback | undefined;
  requiresPreparation(): boolean;
  prepare(connection: Connection): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: Connection): void;
};
const RawQuery = pg.Query as unknown as new (...statement: readonly unknown[]) => RawQuery;

/**
 * A statement with {@link SET_SCOPE} in front of it. The server gets both together and answers both together; outside of a
 * transaction block they are one transaction, so the scope ends with the statement.
 */
export class ScopedQuery extends RawQuery {
  readonly #scope: Scope;
  #isScopeSet = false;

  constructor(scope: Scope, ...statement: readonly unknown[]) {
    super(...statement);
    this.#scope = scope;
  }

  override requiresPreparation(): boolean {
    return true;
  }

  override prepare(connection: Connection): void {
    connection.bind({ statement: SET_SCOPE.name, values: scopeValues(this.#scope) });
    connection.execute({ portal: "", rows: 0 });
    super.prepare(connection);
  }

  override handleDataRow(message: unknown): void {
    if (this.#isScopeSet) super.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: Connection): void {
    if (this.#isScopeSet) super.handleCommandComplete(message, connection);
    this.#isScopeSet = true;
  }
}
