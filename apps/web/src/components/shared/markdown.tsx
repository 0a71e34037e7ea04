// biome-ignore-all lint/suspicious/noArrayIndexKey: parts of a text have no identity but their place
import { cn, Table, TableHead, Td, Th, Tr } from "@millrace/ui";
import { type MarkdownBlock, markdownBlocks } from "./markdown-blocks";

/** A short report as its author wrote it. Nothing of the text becomes markup of its own. */
export function Markdown({ text, className }: { text: string; className?: string }) {
  return (
    <div className={cn("flex flex-col gap-3 text-sm", className)}>
      {markdownBlocks(text).map((block, index) => (
        <Block block={block} key={index} />
      ))}
    </div>
  );
}

function Block({ block }: { block: MarkdownBlock }) {
  switch (block.kind) {
    case "heading":
      return (
        <p className="font-semibold text-base">
          <Inline text={block.text} />
        </p>
      );
    case "paragraph":
      return (
        <p>
          <Inline text={block.text} />
        </p>
      );
    case "list":
      return (
        <ul className="list-disc space-y-1 pl-5">
          {block.items.map((item, index) => (
            <li key={index}>
              <Inline text={item} />
            </li>
          ))}
        </ul>
      );
    case "code":
      return <pre className="overflow-x-auto rounded-md bg-sunken p-2 font-mono text-xs scroll-thin">{block.text}</pre>;
    case "table":
      return (
        <Table caption={block.columns.join(", ")}>
          <TableHead>
            {block.columns.map((column, index) => (
              <Th key={index}>{column}</Th>
            ))}
          </TableHead>
          <tbody>
            {block.rows.map((row, index) => (
              <Tr key={index}>
                {row.map((cell, column) => (
                  <Td className="tabular" key={column}>
                    <Inline text={cell} />
                  </Td>
                ))}
              </Tr>
            ))}
          </tbody>
        </Table>
      );
  }
}

const TOKENS = /\*\*([^*]+)\*\*|`([^`]+)`|\[([^\]]+)\]\((https?:\/\/[^)\s]+)\)/g;

function Inline({ text }: { text: string }) {
  const parts: React.ReactNode[] = [];
  let from = 0;
  for (const match of text.matchAll(TOKENS)) {
    const [whole, bold, code, label, href] = match;
    parts.push(text.slice(from, match.index));
    from = match.index + whole.length;
    if (bold !== undefined) parts.push(<strong key={match.index}>{bold}</strong>);
    else if (code !== undefined) parts.push(<code key={match.index}>{code}</code>);
    else
      parts.push(
        <a className="text-accent-text underline" href={href} key={match.index} rel="noreferrer" target="_blank">
          {label}
        </a>,
      );
  }
  return [...parts, text.slice(from)];
}
