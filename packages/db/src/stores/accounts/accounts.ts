import type { AccountStore } from "@millrace/core/identity";
import type { Db } from "../../db";
import { onUniqueViolation } from "../../unique-violation";
import { recordForMemberships } from "../audit/audit";

/** Creates the store of people. They belong to no organization, so nothing here is scoped. */
export const createAccountStore = ({ prisma }: Db): AccountStore => ({
  find: (id) => prisma.user.findUnique({ where: { id } }),

  findByEmail: (email) => prisma.user.findUnique({ where: { email } }),

  findByOauth: async ({ provider, providerAccountId }) => {
    const where = { provider_providerAccountId: { provider, providerAccountId } };
    return (await prisma.oauthAccount.findUnique({ where, include: { user: true } }))?.user ?? null;
  },

  create: (account) =>
    onUniqueViolation(
      "emailTaken" as const,
      prisma.user.create({ data: account }).then(() => "created" as const),
    ),

  update: async (id, change) => {
    await prisma.user.update({ where: { id }, data: change });
  },

  setPassword: (id, passwordHash, verifiedAt, audit) =>
    prisma.$transaction(async (tx) => {
      await tx.user.update({ where: { id }, data: { passwordHash, emailVerifiedAt: verifiedAt } });
      await tx.signInTicket.deleteMany({ where: { userId: id } });
      await tx.mailToken.deleteMany({ where: { userId: id } });
      await recordForMemberships(tx, id, audit);
    }),

  setEmail: (id, email, verifiedAt, audit) =>
    onUniqueViolation(
      "emailTaken" as const,
      prisma.$transaction(async (tx) => {
        await tx.user.update({ where: { id }, data: { email, emailVerifiedAt: verifiedAt } });
        await tx.mailToken.deleteMany({ where: { userId: id } });
        await recordForMemberships(tx, id, audit);
        return "changed" as const;
      }),
    ),

  markVerified: async (id, at) => {
    await prisma.user.updateMany({ where: { id, emailVerifiedAt: null }, data: { emailVerifiedAt: at } });
  },

  linkOauth: (id, { provider, providerAccountId }, audit) =>
    prisma.$transaction(async (tx) => {
      await tx.oauthAccount.create({ data: { provider, providerAccountId, userId: id } });
      await recordForMemberships(tx, id, audit);
    }),

  recordForOrganizations: (id, audit) => prisma.$transaction((tx) => recordForMemberships(tx, id, audit)),

  isFirst: async (id) => {
    const first = await prisma.user.findFirst({ orderBy: [{ createdAt: "asc" }, { id: "asc" }], select: { id: true } });
    return first?.id === id;
  },
});
