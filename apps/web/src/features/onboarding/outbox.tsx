"use client";
import { Badge, Card, EmptyState, PageHeader, Time } from "@millrace/ui";
import { useQuery } from "@tanstack/react-query";
import { Mail } from "lucide-react";
import { useTRPC } from "@/lib/trpc";
import { QueryView } from "../../shared/query-view";

/** Emails stored on this machine instead of being sent. */
export function Outbox() {
  const trpc = useTRPC();
  const mails = useQuery(trpc.mail.list.queryOptions({}, { refetchInterval: 3_000, meta: { anonymous: true } }));
  return (
    <>
      <PageHeader
        description="No mail server is configured (SMTP_URL), so emails are kept here. Confirmation, invitation, and reset links work from this page."
        title="Local outbox"
      />
      <QueryView query={mails} what="outbox">
        {(rows) =>
          rows.length === 0 ? (
            <Card>
              <EmptyState icon={<Mail />} title="No emails yet">
                Emails appear here when you sign up, invite someone, or request a password reset.
              </EmptyState>
            </Card>
          ) : (
            <ul className="flex flex-col gap-3">
              {rows.map((mail) => (
                <li key={mail.id}>
                  <Card className="p-4">
                    <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
                      <h2 className="min-w-0 flex-1 basis-64 font-semibold text-base">{mail.subject}</h2>
                      <Badge>{mail.to}</Badge>
                      <Time className="text-subtle text-xs" value={mail.createdAt} />
                    </div>
                    <MailText text={mail.text} />
                  </Card>
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </>
  );
}

function MailText({ text }: { text: string }) {
  return (
    <p className="mt-2 whitespace-pre-wrap break-words text-muted">
      {text.split(/(https?:\/\/\S+)/).map((part) =>
        /^https?:\/\//.test(part) ? (
          <a className="break-all text-accent-text underline" href={part} key={part}>
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </p>
  );
}
