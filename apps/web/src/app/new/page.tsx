import type { Metadata } from "next";
import { NewOrganization } from "@/components/onboarding/new-organization";
import { PlainPage } from "@/components/shell/plain-page";
import { requireUser } from "@/server/auth/session";

export const metadata: Metadata = { title: "New organization" };

export default async function Page() {
  await requireUser();
  return (
    <PlainPage>
      <NewOrganization />
    </PlainPage>
  );
}
