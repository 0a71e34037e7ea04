import type { Metadata } from "next";
import { VariablesSettings } from "@/components/settings/variables-settings";

export const metadata: Metadata = { title: "Variables" };

export default function Page() {
  return <VariablesSettings />;
}
