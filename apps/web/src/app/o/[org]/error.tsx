"use client";
import type { ComponentProps } from "react";
import { ErrorPage } from "@/shared/error-page";

export default function OrganizationPageError(props: ComponentProps<typeof ErrorPage>) {
  return (
    <div className="flex min-h-full items-center" role="alert">
      <ErrorPage {...props} />
    </div>
  );
}
