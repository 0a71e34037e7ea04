import { storableText } from "@millrace/core";
import { PrismaPg } from "@prisma/adapter-pg";
import type { ArgType, SqlDriverAdapterFactory, SqlQuery, SqlQueryable } from "@prisma/driver-adapter-utils";
import type pg from "pg";
import { storableJsonText } from "./storable";

/** Prisma's adapter for a pool, but texts and JSON become storable on the way to the database. */
export function storableAdapter(pool: pg.Pool): SqlDriverAdapterFactory {
  const factory = new PrismaPg(pool);
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    async connect() {
      const adapter = withStorableArguments(await factory.connect());
      const startTransaction = adapter.startTransaction.bind(adapter);
      adapter.startTransaction = async (isolationLevel) =>
        withStorableArguments(await startTransaction(isolationLevel));
      return adapter;
    },
  };
}

function withStorableArguments<T extends SqlQueryable>(queryable: T): T {
  const queryRaw = queryable.queryRaw.bind(queryable);
  const executeRaw = queryable.executeRaw.bind(queryable);
  queryable.queryRaw = (query) => queryRaw(storableQuery(query));
  queryable.executeRaw = (query) => executeRaw(storableQuery(query));
  return queryable;
}

const storableQuery = (query: SqlQuery): SqlQuery => ({
  ...query,
  args: query.args.map((argument, index) => storableArgument(argument, query.argTypes[index])),
});

function storableArgument(argument: unknown, type: ArgType | undefined): unknown {
  if (Array.isArray(argument)) return argument.map((item) => storableArgument(item, type));
  if (typeof argument !== "string") return argument;
  return type?.scalarType === "json" ? storableJsonText(argument) : storableText(argument);
}
