import type { Metadata } from "next";
import { SecondFactorForm } from "@/features/auth/second-factor-form";

export const metadata: Metadata = { title: "Two-factor authentication" };

export default function Page() {
  return <SecondFactorForm />;
}
