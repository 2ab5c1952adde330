/**
 * The AsyncAPI document of the stream, generated from the same schemas as the OpenAPI document.
 *
 * @module
 */
import { CLIENT_MESSAGES, type DescribedMessage, SERVER_MESSAGES } from "./described_messages.ts";
import type { OpenApiDocument } from "./openapi.ts";

/** A part of the document. */
type Json = { readonly [key: string]: unknown };

/** The part of the document's shape that its readers need. */
export interface AsyncApiDocument extends Json {
  readonly asyncapi: string;
  readonly channels: Json;
  readonly operations: Json;
  readonly components: { readonly messages: Readonly<Record<string, Json>> };
}

/**
 * Makes the AsyncAPI 3 document. Actions are the service's: it receives what clients send.
 *
 * @param openApi The OpenAPI document, whose facts of the service are used.
 * @returns The document, a plain object.
 */
export function asyncApiDocument({ info }: OpenApiDocument): AsyncApiDocument {
  const received = messageObjects("client", CLIENT_MESSAGES);
  const sent = messageObjects("service", SERVER_MESSAGES);
  const names = [...Object.keys(received), ...Object.keys(sent)];
  return {
    asyncapi: "3.0.0",
    info,
    channels: {
      stream: {
        address: "/v1/sessions/{id}/stream",
        description: "One WebSocket per session, opened at the `stream_url` that creating the session returns.",
        parameters: { id: { description: "The session." } },
        messages: Object.fromEntries(names.map((name) => [name, { $ref: `#/components/messages/${name}` }])),
      },
    },
    operations: {
      receiveClientMessage: operation("receive", Object.keys(received)),
      sendServiceMessage: operation("send", Object.keys(sent)),
    },
    components: { messages: { ...received, ...sent } },
  };
}

function messageObjects(sender: "client" | "service", messages: readonly DescribedMessage[]): Record<string, Json> {
  return Object.fromEntries(
    messages.map(({ type, schema, example }) => [
      `${sender}.${type}`,
      { name: type, contentType: "application/json", payload: schema, examples: [{ payload: example }] },
    ]),
  );
}

function operation(action: "receive" | "send", names: readonly string[]): Json {
  return {
    action,
    channel: { $ref: "#/channels/stream" },
    messages: names.map((name) => ({ $ref: `#/channels/stream/messages/${name}` })),
  };
}
