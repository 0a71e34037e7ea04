import type { Metadata } from "next";
import { DeploymentsSettings } from "@/features/settings/deployments/deployments-settings";

export const metadata: Metadata = { title: "Deployments" };

export default function Page() {
  return <DeploymentsSettings />;
}
