import { newId } from "@millrace/core";
import { openIdentity } from "@millrace/harness";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { deliverDueMails, deliverMail, type MailTransport } from "./deliver-mail";
import { createMailer } from "./mailer";
import { mailUseCases } from "./outbox";

let identity: Awaited<ReturnType<typeof openIdentity>>;
const sent: string[] = [];
let refusal: Error | undefined;
const transport: MailTransport = {
  deliver: async ({ id }) => {
    if (refusal) throw refusal;
    sent.push(id);
  },
};
const deps = () => ({ mails: identity.stores.mails, transport, clock: identity.clock });

beforeAll(async () => {
  identity = await openIdentity();
});
beforeEach(async () => {
  await identity.db.prisma.mail.deleteMany();
  sent.length = 0;
  refusal = undefined;
});
afterAll(() => identity.close());

async function pendingMail(): Promise<string> {
  await createMailer(identity.stores.mails, "smtp").send({
    to: "ada@example.com",
    subject: newId("mail"),
    text: "Hello",
  });
  const [mail] = await identity.stores.mails.listAll(1);
  return mail!.id;
}

test("a mail and the job that sends it are written together", async () => {
  const id = await pendingMail();
  const jobs = await identity.db.prisma.outbox.findMany({ where: { job: "sendMail" } });
  expect(jobs.map(({ payload }) => payload)).toContainEqual({ mailId: id });
});

test("a mail that two jobs want to send at once is sent once", async () => {
  const id = await pendingMail();
  const outcomes = await Promise.all([deliverMail(deps())(id), deliverMail(deps())(id), deliverMail(deps())(id)]);
  expect(outcomes.sort()).toEqual(["sent", "stale", "stale"]);
  expect(sent).toEqual([id]);
  expect(await deliverMail(deps())(id)).toBe("stale");
});

test("a mail that is refused is tried again later, and given up after eight times", async () => {
  const id = await pendingMail();
  refusal = new Error("550 mailbox unavailable");
  expect(await deliverMail(deps())(id)).toBe("failed");
  expect(await deliverMail(deps())(id)).toBe("stale");
  for (let attempt = 2; attempt <= 8; attempt++) {
    identity.clock.advance(24 * 3_600_000);
    expect(await deliverDueMails(deps())()).toBe(1);
  }
  const [mail] = await identity.stores.mails.listAll(1);
  expect(mail).toMatchObject({ id, status: "FAILED", attempts: 8, error: "550 mailbox unavailable" });
});

test("mails with links in them are shown on one's own machine only", async () => {
  await pendingMail();
  const { mails } = identity.stores;
  expect(await mailUseCases({ mails, isLocalOutbox: true }).list(1)).toHaveLength(1);
  await expect(mailUseCases({ mails, isLocalOutbox: false }).list(1)).rejects.toMatchObject({ kind: "notFound" });
});
