"use client";
import type { ComponentProps } from "react";
import { PageBroke } from "@/components/shared/page-broke";

export default function OrganizationPageError(props: ComponentProps<typeof PageBroke>) {
  return (
    <div className="flex min-h-full items-center" role="alert">
      <PageBroke {...props} />
    </div>
  );
}
