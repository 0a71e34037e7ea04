import type { MailUseCases } from "@millrace/services/mail";
import { z } from "zod";
import { publicProcedure, router } from "../trpc/trpc";

/** The outbox of one's own machine: public, since it is where the links are that let one in; elsewhere not found. */
export const mailRouter = (mail: MailUseCases) =>
  router({
    list: publicProcedure
      .input(z.object({ limit: z.int().min(1).max(200).default(50) }).prefault({}))
      .query(({ input }) => mail.list(input.limit)),
  });
