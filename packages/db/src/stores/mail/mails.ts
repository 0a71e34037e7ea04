import type { Db } from "../../db";
import type { Mail } from "../../generated/client";
import { sql } from "../../sql";
import { writeOutbox } from "../queue/outbox";

type Status = "PENDING" | "SENT" | "FAILED" | "LOCAL";
const withStatus = <T extends { status: string }>(row: T) => ({ ...row, status: row.status as Status });

/** Creates the outbox of emails. All times are by the clock of the database. */
export const createMailStore = (db: Db) => ({
  create: async (mail: { id: string; to: string; subject: string; text: string; status: "PENDING" | "LOCAL" }) => {
    const { id, to, subject, text, status } = mail;
    await db.transaction(async (tx) => {
      await tx.execute(sql`
        insert into "Mail" ("id", "to", "subject", "text", "status") values (${id}, ${to}, ${subject}, ${text}, ${status})`);
      if (status === "PENDING") await writeOutbox(tx, [{ job: "sendMail", payload: { mailId: id } }]);
    });
  },

  claim: async (id: string, leaseMs: number) => {
    const [row] = await db.query<Mail>(sql`
      update "Mail" set "notBefore" = now() + ${leaseMs} * interval '1 millisecond'
      where "id" = ${id} and "status" = 'PENDING' and "notBefore" <= now()
      returning *`);
    return row ? withStatus(row) : null;
  },

  listAll: async (limit: number) =>
    (await db.prisma.mail.findMany({ orderBy: { createdAt: "desc" }, take: limit })).map(withStatus),

  listDue: async (limit: number) => {
    const rows = await db.query<{ id: string }>(sql`
      select "id" from "Mail" where "status" = 'PENDING' and "notBefore" <= now() order by "notBefore" limit ${limit}`);
    return rows.map(({ id }) => id);
  },

  markSent: async (id: string) => {
    await db.execute(sql`
      update "Mail" set "status" = 'SENT', "text" = '', "html" = null, "sentAt" = now(), "error" = null, "attempts" = "attempts" + 1
      where "id" = ${id}`);
  },

  markFailed: async (id: string, error: string, retryInMs: number | null) => {
    await db.execute(sql`
      update "Mail" set "status" = ${retryInMs === null ? "FAILED" : "PENDING"}, "error" = ${error.slice(0, 1000)},
        "notBefore" = now() + ${retryInMs ?? 0} * interval '1 millisecond', "attempts" = "attempts" + 1
      where "id" = ${id}`);
  },
});
