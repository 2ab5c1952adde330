/**
 * The conversation of one session of the fake Realtime service, and the client events that change it.
 *
 * @module
 */
import type { WireError } from "./fault_script.ts";
import { type ClientEventOf, invalid } from "./realtime_schema.ts";
import type { FakeItem } from "./realtime_state.ts";

/** The outcome of an event: events to send, or an error. */
export type Outcome =
  | { events: readonly (readonly [type: string, fields: Record<string, unknown>])[] }
  | { error: WireError };

/** The items of a conversation, oldest first. */
export class FakeConversation {
  /** Every item that was not deleted. */
  readonly items: FakeItem[] = [];
  #made = 0;

  /** Begins an item of the assistant. */
  begin(): FakeItem {
    const item: FakeItem = { id: this.#nextId(), role: "assistant", status: "in_progress", text: "", audioMs: 0 };
    this.items.push(item);
    return item;
  }

  /** `conversation.item.create` */
  create(event: ClientEventOf<"conversation.item.create">): Outcome {
    const id = event.item.id ?? this.#nextId();
    if (this.items.some((item) => item.id === id)) {
      const text = `Error adding item: an item with id '${id}' already exists.`;
      return { error: invalid("item_create_duplicate_item_id", text, "item.id") };
    }
    const previous_item_id = this.items.at(-1)?.id ?? null;
    if (event.item.type === "message") {
      const text = event.item.content.map((part) => part.text).join("");
      this.items.push({ id, role: event.item.role, status: "completed", text, audioMs: 0 });
    }
    const item = { ...event.item, id, object: "realtime.item", status: "completed" };
    return {
      events: [
        ["conversation.item.added", { previous_item_id, item }],
        ["conversation.item.done", { previous_item_id, item }],
      ],
    };
  }

  /** `conversation.item.truncate`: shortens the audio and forgets the transcript. */
  truncate(event: ClientEventOf<"conversation.item.truncate">): Outcome {
    const { item_id, content_index, audio_end_ms } = event;
    const item = this.items.find(({ id, role }) => id === item_id && role === "assistant");
    if (!item) {
      const text = `Error truncating item: the item with id '${item_id}' does not exist.`;
      return { error: invalid("item_truncate_invalid_item_id", text, "item_id") };
    }
    if (audio_end_ms > Math.floor(item.audioMs)) {
      const text = `Audio content of ${Math.floor(item.audioMs)}ms is already shorter than ${audio_end_ms}ms`;
      return { error: invalid("invalid_value", text, "audio_end_ms") };
    }
    item.audioMs = audio_end_ms;
    item.text = null;
    return { events: [["conversation.item.truncated", { item_id, content_index, audio_end_ms }]] };
  }

  /** `conversation.item.delete` */
  delete({ item_id }: ClientEventOf<"conversation.item.delete">): Outcome {
    const index = this.items.findIndex(({ id }) => id === item_id);
    if (index < 0) {
      const text = `Error deleting item: the item with id '${item_id}' does not exist.`;
      return { error: invalid("item_delete_invalid_item_id", text, "item_id") };
    }
    this.items.splice(index, 1);
    return { events: [["conversation.item.deleted", { item_id }]] };
  }

  #nextId(): string {
    return `item_${++this.#made}`;
  }
}
