import type { Metadata } from "next";
import { CodePage } from "@/features/code/code-page";

export const metadata: Metadata = { title: "Code locations" };

export default function Page() {
  return <CodePage />;
}
