import { Table, TableHead, Td, Th, Tr } from "@millrace/ui";
import type { ReactNode } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";

const Heading = ({ children }: { children?: ReactNode }) => <p className="font-semibold text-base">{children}</p>;

const Link = ({ href, children }: { href?: string | undefined; children?: ReactNode }) =>
  href && /^https?:\/\//i.test(href) ? (
    <a className="text-accent-text underline" href={href} rel="noreferrer noopener" target="_blank">
      {children}
    </a>
  ) : (
    <span>{children}</span>
  );

/** A report is part of a page that has its own headings, and loads nothing from other hosts. */
const components: Components = {
  ...{ h1: Heading, h2: Heading, h3: Heading, h4: Heading, h5: Heading, h6: Heading },
  a: ({ href, children }) => <Link href={href}>{children}</Link>,
  img: ({ src, alt }) => <Link href={typeof src === "string" ? src : undefined}>{alt || "image"}</Link>,
  ul: ({ children }) => <ul className="list-disc space-y-1 pl-5">{children}</ul>,
  ol: ({ children, start }) => (
    <ol className="list-decimal space-y-1 pl-5" start={start}>
      {children}
    </ol>
  ),
  blockquote: ({ children }) => <blockquote className="border-l-2 pl-3 text-muted">{children}</blockquote>,
  hr: () => <hr className="border-t" />,
  pre: ({ children }) => (
    <pre
      className="overflow-x-auto rounded-md bg-sunken p-2 font-mono text-xs scroll-thin"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region has to be reachable by keyboard
      tabIndex={0}
    >
      {children}
    </pre>
  ),
  code: ({ children }) => <code className="font-mono text-xs">{children}</code>,
  table: ({ children }) => <Table caption="Report table">{children}</Table>,
  thead: ({ children }) => <>{children}</>,
  tr: ({ children, node }) =>
    node?.children.some((cell) => cell.type === "element" && cell.tagName === "th") ? (
      <TableHead>{children}</TableHead>
    ) : (
      <Tr>{children}</Tr>
    ),
  th: ({ children }) => <Th>{children}</Th>,
  td: ({ children }) => <Td className="tabular">{children}</Td>,
  input: ({ checked }) => <span>{checked ? "☑" : "☐"}</span>,
};

/** Markdown with tables and task lists. HTML in it stays text. */
export function RenderedMarkdown({ text }: { text: string }) {
  return (
    <ReactMarkdown components={components} remarkPlugins={[remarkGfm]}>
      {text}
    </ReactMarkdown>
  );
}
