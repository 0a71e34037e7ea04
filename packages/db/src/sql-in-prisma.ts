import { Prisma } from "./generated/client";
import type { Queryable } from "./sql";

/** A transaction of Prisma's as {@link Queryable}: for statements that are shared with transactions of plain SQL. */
export const sqlInPrisma = (tx: Prisma.TransactionClient): Queryable => ({
  query: <Row>({ strings, values }: Parameters<Queryable["query"]>[0]) =>
    tx.$queryRaw<Row[]>(new Prisma.Sql([...strings], [...values])),
  execute: ({ strings, values }) => tx.$executeRaw(new Prisma.Sql([...strings], [...values])),
});
