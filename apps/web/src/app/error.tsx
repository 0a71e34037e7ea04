"use client";
import type { ComponentProps } from "react";
import { PageBroke } from "@/components/shared/page-broke";

export default function PageError(props: ComponentProps<typeof PageBroke>) {
  return (
    <main className="flex min-h-dvh items-center" id="main" role="alert">
      <PageBroke {...props} />
    </main>
  );
}
