import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { OperatorPage } from "@/components/operator/operator-page";
import { BackToDashboard } from "@/components/shell/leave-actions";
import { PlainPage } from "@/components/shell/plain-page";
import { requireUser } from "@/server/auth/session";
import { getCaller } from "@/server/caller";

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
