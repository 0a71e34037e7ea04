import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { OperatorPage } from "@/features/operator/operator-page";
import { requireUser } from "@/server/auth/session";
import { getCaller } from "@/server/caller";
import { BackToDashboard } from "@/shell/exit-links";
import { PlainPage } from "@/shell/plain-page";

export const metadata: Metadata = { title: "Platform operator" };

export default async function Page() {
  await requireUser();
  const { isOperator } = await (await getCaller()).account.me();
  if (!isOperator) notFound();
  return (
    <PlainPage actions={<BackToDashboard />}>
      <OperatorPage />
    </PlainPage>
  );
}
