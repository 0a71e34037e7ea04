import type { AuditDraft } from "@millrace/core/identity";
import type { Db } from "../../db";
import { onUniqueViolation } from "../../unique-violation";
import { recordForMemberships } from "../audit/audit";

type NewAccount = {
  id: string;
  email: string;
  name: string;
  passwordHash: string | null;
  emailVerifiedAt: Date | null;
};
type OauthIdentity = { provider: string; providerAccountId: string };

/** People; they belong to no organization, so that nothing here is scoped. */
export const createAccountStore = ({ prisma }: Db) => ({
  find: (id: string) => prisma.user.findUnique({ where: { id } }),

  findByEmail: (email: string) => prisma.user.findUnique({ where: { email } }),

  findByOauth: async ({ provider, providerAccountId }: OauthIdentity) => {
    const where = { provider_providerAccountId: { provider, providerAccountId } };
    return (await prisma.oauthAccount.findUnique({ where, include: { user: true } }))?.user ?? null;
  },

  create: (account: NewAccount) =>
    onUniqueViolation(
      "emailTaken" as const,
      prisma.user.create({ data: account }).then(() => "created" as const),
    ),

  update: async (id: string, change: { name?: string; timeZone?: string | null; theme?: string | null }) => {
    await prisma.user.update({ where: { id }, data: change });
  },

  setPassword: (id: string, passwordHash: string | null, verifiedAt: Date | null, audit: AuditDraft): Promise<void> =>
    prisma.$transaction(async (tx) => {
      await tx.user.update({ where: { id }, data: { passwordHash, emailVerifiedAt: verifiedAt } });
      await tx.mailToken.deleteMany({ where: { userId: id } });
      await recordForMemberships(tx, id, audit);
    }),

  setEmail: (id: string, email: string, verifiedAt: Date, audit: AuditDraft) =>
    onUniqueViolation(
      "emailTaken" as const,
      prisma.$transaction(async (tx) => {
        await tx.user.update({ where: { id }, data: { email, emailVerifiedAt: verifiedAt } });
        await tx.mailToken.deleteMany({ where: { userId: id } });
        await recordForMemberships(tx, id, audit);
        return "changed" as const;
      }),
    ),

  markVerified: async (id: string, at: Date) => {
    await prisma.user.updateMany({ where: { id, emailVerifiedAt: null }, data: { emailVerifiedAt: at } });
  },

  linkOauth: (id: string, { provider, providerAccountId }: OauthIdentity, audit: AuditDraft): Promise<void> =>
    prisma.$transaction(async (tx) => {
      await tx.oauthAccount.create({ data: { provider, providerAccountId, userId: id } });
      await recordForMemberships(tx, id, audit);
    }),

  isFirst: async (id: string) => {
    const first = await prisma.user.findFirst({ orderBy: [{ createdAt: "asc" }, { id: "asc" }], select: { id: true } });
    return first?.id === id;
  },
});
