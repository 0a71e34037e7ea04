import type { MailStatus, MailStore } from "@millrace/core/identity";
import type { Db } from "../../db";
import type { Mail } from "../../generated/client";
import { sql } from "../../sql";
import { writeOutbox } from "../queue/outbox";

const withStatus = <T extends { status: string }>(row: T) => ({ ...row, status: row.status as MailStatus });

/** Creates the outbox of emails. All times are by the clock of the database. */
export const createMailStore = (db: Db): MailStore => ({
  create: async ({ id, to, subject, text, status }) => {
    await db.transaction(async (tx) => {
      await tx.execute(sql`
        insert into "Mail" ("id", "to", "subject", "text", "status") values (${id}, ${to}, ${subject}, ${text}, ${status})`);
      if (status === "PENDING") await writeOutbox(tx, [{ job: "sendMail", payload: { mailId: id } }]);
    });
  },

  claim: async (id, leaseMs) => {
    const [row] = await db.query<Mail>(sql`
      update "Mail" set "notBefore" = now() + ${leaseMs} * interval '1 millisecond'
      where "id" = ${id} and "status" = 'PENDING' and "notBefore" <= now()
      returning *`);
    return row ? withStatus(row) : null;
  },

  listAll: async (limit) =>
    (await db.prisma.mail.findMany({ orderBy: { createdAt: "desc" }, take: limit })).map(withStatus),

  listDue: async (limit) => {
    const rows = await db.query<{ id: string }>(sql`
      select "id" from "Mail" where "status" = 'PENDING' and "notBefore" <= now() order by "notBefore" limit ${limit}`);
    return rows.map(({ id }) => id);
  },

  markSent: async (id) => {
    await db.execute(sql`
      update "Mail" set "status" = 'SENT', "text" = '', "html" = null, "sentAt" = now(), "error" = null, "attempts" = "attempts" + 1
      where "id" = ${id}`);
  },

  markFailed: async (id, error, retryInMs) => {
    await db.execute(sql`
      update "Mail" set "status" = ${retryInMs === null ? "FAILED" : "PENDING"}, "error" = ${error.slice(0, 1000)},
        "notBefore" = now() + ${retryInMs ?? 0} * interval '1 millisecond', "attempts" = "attempts" + 1
      where "id" = ${id}`);
  },
});
