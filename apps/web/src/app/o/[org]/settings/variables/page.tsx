import type { Metadata } from "next";
import { VariablesSettings } from "@/features/settings/variables/variables-settings";

export const metadata: Metadata = { title: "Variables" };

export default function Page() {
  return <VariablesSettings />;
}
