"use client";
import type { AppRouter } from "@millrace/api";
import { TimeCard, TimePreferencesProvider, Toaster, TooltipProvider } from "@millrace/ui";
import { QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient, httpBatchStreamLink } from "@trpc/client";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useState } from "react";
import superjson from "superjson";
import { createQueryClient } from "@/lib/query-client";
import type { Theme } from "@/lib/theme";
import { TRPCProvider } from "@/lib/trpc";
import { ThemeProvider } from "./theme-provider";

/** Providers for all pages: data, URL state, theme, time zone, tooltips, and toasts. */
export function Providers({ theme, children }: { theme: Theme; children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  const [trpcClient] = useState(() =>
    createTRPCClient<AppRouter>({
      links: [httpBatchStreamLink({ url: "/api/trpc", transformer: superjson, maxURLLength: 6_000 })],
    }),
  );
  return (
    <ThemeProvider initial={theme}>
      <NuqsAdapter>
        <QueryClientProvider client={queryClient}>
          <TRPCProvider queryClient={queryClient} trpcClient={trpcClient}>
            <TimePreferencesProvider value={{}}>
              <TooltipProvider>
                {children}
                <TimeCard />
                <Toaster />
              </TooltipProvider>
            </TimePreferencesProvider>
          </TRPCProvider>
        </QueryClientProvider>
      </NuqsAdapter>
    </ThemeProvider>
  );
}
