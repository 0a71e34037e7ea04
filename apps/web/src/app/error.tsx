"use client";
import type { ComponentProps } from "react";
import { ErrorPage } from "@/shared/error-page";

export default function PageError(props: ComponentProps<typeof ErrorPage>) {
  return (
    <main className="flex min-h-dvh items-center" id="main" role="alert">
      <ErrorPage {...props} />
    </main>
  );
}
