/**
 * The items of a realtime reply: what each of them says, and how much of it was heard.
 *
 * @module
 */
import { BYTES_PER_SAMPLE, SAMPLE_RATE_HZ } from "../../../contract/pcm.ts";
import { NO_ITEM_ID } from "./wire.ts";

/** Bytes of a millisecond of PCM. */
export const BYTES_PER_MS = BYTES_PER_SAMPLE * SAMPLE_RATE_HZ / 1000;

/** The edit of an item that limits the provider's memory to what was heard. */
export type ItemEdit =
  | { readonly do: "truncate"; readonly itemId: string; readonly audioEndMs: number }
  | { readonly do: "delete"; readonly itemId: string };

/** One item of a reply. */
export interface ReplyItem {
  readonly itemId: string;
  /** Bytes of PCM before it in the reply; -1 while it has no audio. */
  startBytes: number;
  /** Bytes of PCM passed on. */
  bytes: number;
  text: string;
  done: boolean;
  /** The first half of a sample whose second half is pending. */
  odd: number | undefined;
}

/** The items of one reply, in their order. */
export class ReplyItems {
  readonly #items = new Map<string, ReplyItem>();

  /** Whether all that have begun are finished. */
  get areDone(): boolean {
    return [...this.#items.values()].every((item) => item.done);
  }

  /** The item with this id, which begins if it is new. */
  get(itemId: string): ReplyItem {
    const known = this.#items.get(itemId);
    if (known) return known;
    const item: ReplyItem = { itemId, startBytes: -1, bytes: 0, text: "", done: false, odd: undefined };
    this.#items.set(itemId, item);
    return item;
  }

  /** Whether any words of an item came already, perhaps in pieces that name no item. */
  holdsTextOf({ text }: ReplyItem): boolean {
    return text !== "" || (this.#items.get(NO_ITEM_ID)?.text ?? "") !== "";
  }

  /**
   * The edits that make the provider forget what was not heard, given that only the first `heardMs` of the reply were.
   * An unheard item is deleted; one that was partly heard, or cut off while being generated, is truncated.
   *
   * @param options `isWhole`: the reply was not cut off.
   */
  editsFor(heardMs: number, options: { readonly isWhole: boolean }): ItemEdit[] {
    return [...this.#items.values()].flatMap((item): ItemEdit[] => {
      const { itemId } = item;
      if (itemId === NO_ITEM_ID) return [];
      const heard = heardOf(item, heardMs);
      if (heard < 1) return [{ do: "delete", itemId }];
      const isWhole = item.done && options.isWhole && heard >= item.bytes / BYTES_PER_MS;
      return isWhole ? [] : [{ do: "truncate", itemId, audioEndMs: Math.floor(heard) }];
    });
  }

  /** The words that fit into the first `heardMs`, with each item's text spread evenly over its audio. */
  heardText(heardMs: number): string {
    const pieces = [...this.#items.values()].map((item) => {
      const whole = item.bytes / BYTES_PER_MS;
      const heard = heardOf(item, heardMs);
      return heard >= whole && whole > 0 ? item.text : wholeWords(item.text, whole > 0 ? heard / whole : 0);
    });
    return pieces.join("").trim();
  }
}

/** Milliseconds of an item that lie within the first `heardMs` of the reply, at most its length. */
function heardOf(item: ReplyItem, heardMs: number): number {
  if (item.startBytes < 0) return 0;
  return Math.min(Math.max(0, heardMs - item.startBytes / BYTES_PER_MS), item.bytes / BYTES_PER_MS);
}

function wholeWords(text: string, share: number): string {
  const end = Math.floor(text.length * share);
  if (end >= text.length || /^\s/.test(text.slice(end))) return text.slice(0, end);
  return text.slice(0, end).replace(/\S+$/, "");
}

/** Completes a sample that was split between two deltas, and retains the half of the next. */
export function joinSamples(item: ReplyItem, bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (item.odd === undefined && bytes.length % 2 === 0) return bytes;
  const lead = item.odd === undefined ? 0 : 1;
  const whole = (lead + bytes.length) & ~1;
  const pcm = new Uint8Array(whole);
  const taken = bytes.subarray(0, whole - lead);
  if (item.odd !== undefined && whole > 0) pcm[0] = item.odd;
  pcm.set(taken, lead);
  item.odd = taken.length < bytes.length ? bytes[bytes.length - 1] : whole > 0 ? undefined : item.odd;
  return pcm;
}
