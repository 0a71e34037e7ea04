import type { MailUseCases } from "@millrace/services/mail";
import { z } from "zod";
import { publicProcedure, router } from "../trpc/trpc";

/** The outbox of a local installation. Public, because its links are what signs a person in. Not found elsewhere. */
export const mailRouter = (mail: MailUseCases) =>
  router({
    list: publicProcedure
      .input(z.object({ limit: z.int().min(1).max(200).default(50) }).prefault({}))
      .query(({ input }) => mail.list(input.limit)),
  });
