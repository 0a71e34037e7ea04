import type { Metadata } from "next";
import { Outbox } from "@/components/onboarding/outbox";
import { PlainPage } from "@/components/shell/plain-page";

export const metadata: Metadata = { title: "Outbox" };

export default function Page() {
  return (
    <PlainPage>
      <Outbox />
    </PlainPage>
  );
}
