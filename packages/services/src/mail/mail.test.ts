import { newId } from "@millrace/core";
import { openIdentity } from "@millrace/harness";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { deliverDueMails, deliverMail, type MailTransport } from "./deliver-mail";
import { createMailer } from "./mailer";
import { mailUseCases } from "./outbox";

let identity: Awaited<ReturnType<typeof openIdentity>>;
const sent: string[] = [];
let failure: Error | undefined;
const transport: MailTransport = {
  deliver: async ({ id }) => {
    if (failure) throw failure;
    sent.push(id);
  },
};
const deps = () => ({ mails: identity.stores.mails, transport });

beforeAll(async () => {
  identity = await openIdentity();
});
beforeEach(async () => {
  await identity.db.prisma.mail.deleteMany();
  sent.length = 0;
  failure = undefined;
});
afterAll(() => identity.close());

/** Lets the time pass until an email is due again. */
const makeDue = () => identity.db.prisma.mail.updateMany({ data: { notBefore: new Date(0) } });

async function pendingMail(): Promise<string> {
  await createMailer(identity.stores.mails, "smtp").send({
    to: "ada@example.com",
    subject: newId("mail"),
    text: "Hello",
  });
  const [mail] = await identity.stores.mails.listAll(1);
  return mail!.id;
}

test("writes an email together with the job that sends it", async () => {
  const id = await pendingMail();
  const jobs = await identity.db.prisma.outbox.findMany({ where: { job: "sendMail" } });
  expect(jobs.map(({ payload }) => payload)).toContainEqual({ mailId: id });
});

test("sends an email once, even if several jobs run concurrently", async () => {
  const id = await pendingMail();
  const outcomes = await Promise.all([deliverMail(deps())(id), deliverMail(deps())(id), deliverMail(deps())(id)]);
  expect(outcomes.sort()).toEqual(["sent", "stale", "stale"]);
  expect(sent).toEqual([id]);
  expect(await deliverMail(deps())(id)).toBe("stale");
});

test("retries a failed email and gives up after eight attempts", async () => {
  const id = await pendingMail();
  failure = new Error("550 mailbox unavailable");
  expect(await deliverMail(deps())(id)).toBe("failed");
  expect(await deliverMail(deps())(id)).toBe("stale");
  for (let attempt = 2; attempt <= 8; attempt++) {
    await makeDue();
    expect(await deliverDueMails(deps())()).toBe(1);
  }
  const [mail] = await identity.stores.mails.listAll(1);
  expect(mail).toMatchObject({ id, status: "FAILED", attempts: 8, error: "550 mailbox unavailable" });
});

test("lists emails, which contain sign-in links, only where the outbox is local", async () => {
  await pendingMail();
  const { mails } = identity.stores;
  expect(await mailUseCases({ mails, isLocalOutbox: true }).list(1)).toHaveLength(1);
  await expect(mailUseCases({ mails, isLocalOutbox: false }).list(1)).rejects.toMatchObject({ kind: "notFound" });
});
