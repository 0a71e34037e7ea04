// biome-ignore-all lint/suspicious/noArrayIndexKey: parts of a message have no identity but their place
import type { Block, SlackMessage } from "@millrace/core/alerts";
import { Fragment } from "react";
import { parseMrkdwn } from "./mrkdwn";

/** Shows a message as Slack does. */
export function BlockKit({ message }: { message: SlackMessage }) {
  return (
    <div className="flex flex-col gap-2 rounded-md border bg-surface p-3 text-sm">
      {message.blocks.map((block, index) => (
        <BlockView block={block} key={index} />
      ))}
      {message.attachments.map((attachment, index) => (
        <div
          className="flex flex-col gap-2 border-l-4 py-0.5 pl-3"
          key={index}
          style={{ borderColor: attachment.color }}
        >
          {attachment.blocks.map((block, inner) => (
            <BlockView block={block} key={inner} />
          ))}
        </div>
      ))}
      {message.blocks.length === 0 && message.attachments.length === 0 && <p>{message.text}</p>}
    </div>
  );
}

function BlockView({ block }: { block: Block }) {
  switch (block.type) {
    case "section":
      return (
        <div>
          {block.text && <Mrkdwn text={block.text.text} />}
          {block.fields && (
            <div className="grid gap-x-4 gap-y-1.5 sm:grid-cols-2">
              {block.fields.map((field) => (
                <Mrkdwn key={field.text} text={field.text} />
              ))}
            </div>
          )}
        </div>
      );
    case "context":
      return (
        <div className="text-subtle text-xs">
          {block.elements.map((element) => (
            <Mrkdwn key={element.text} text={element.text} />
          ))}
        </div>
      );
    case "actions":
      return (
        <div className="flex flex-wrap gap-2">
          {block.elements.map((button) => (
            <span className="rounded-md border border-border-strong px-2 py-0.5 text-xs" key={button.action_id}>
              {button.text.text}
            </span>
          ))}
        </div>
      );
  }
}

/** Text with code fences, line breaks and inline styles. */
function Mrkdwn({ text }: { text: string }) {
  return (
    <div className="min-w-0 break-words">
      {text.split("```").map((piece, index) =>
        index % 2 === 1 ? (
          <pre
            className="my-1 overflow-x-auto whitespace-pre-wrap break-words rounded-md border bg-sunken p-2 font-mono text-xs"
            key={index}
          >
            {piece.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&").trim()}
          </pre>
        ) : (
          <span className="whitespace-pre-wrap" key={index}>
            <Inline text={piece} />
          </span>
        ),
      )}
    </div>
  );
}

function Inline({ text }: { text: string }) {
  return parseMrkdwn(text).map((part, index) => {
    const key = `${index} ${part.text}`;
    switch (part.kind) {
      case "bold":
        return <strong key={key}>{part.text}</strong>;
      case "italic":
        return <em key={key}>{part.text}</em>;
      case "strike":
        return <s key={key}>{part.text}</s>;
      case "code":
        return (
          <code className="rounded bg-sunken px-1 font-mono text-xs" key={key}>
            {part.text}
          </code>
        );
      case "link":
        return (
          <a className="text-accent-text underline" href={part.href} key={key}>
            {part.text}
          </a>
        );
      default:
        return <Fragment key={key}>{part.text}</Fragment>;
    }
  });
}
