/**
 * Speech by cascade: language model ▷ segmenter ▷ voice.
 *
 * @module
 */
import type { AdapterKind, Capabilities, LlmAdapter, TtsAdapter } from "../../contract/adapter.ts";
import { delay } from "../../contract/clock.ts";
import type { ProviderChain } from "../provider/chain.ts";
import type { Turn } from "../turn_context.ts";
import type { SilenceLimits } from "../provider/part_reader.ts";
import { llmText } from "./llm_text.ts";
import { SegmentFeed } from "./segment_feed.ts";
import { Segmenter } from "./text/segmenter.ts";
import { ReplyText, shownText } from "./text/reply_text.ts";
import type { RemakePlace, SpeechOptions, SpeechSink, SpeechSource } from "./speech.ts";
import { ttsSpeech } from "./tts_speech.ts";

/** The chains of a cascade. */
interface CascadeChains {
  readonly llm: ProviderChain<LlmAdapter>;
  readonly tts: ProviderChain<TtsAdapter>;
}

/** What the text of a turn is generated with. */
interface Writing {
  readonly feed: SegmentFeed;
  readonly reply: ReplyText;
  /** Text that was already sent. */
  readonly begun: string;
}

/** The speech of the last turn. */
interface Speaking {
  readonly turn: Turn;
  readonly feed: SegmentFeed;
  readonly limits: SilenceLimits;
  /** Whether a voice still delivers it. */
  isSpoken: boolean;
}

/** The cascade as a source. */
export class CascadeSpeech implements SpeechSource {
  readonly #chains: CascadeChains;
  readonly #options: SpeechOptions;
  #speaking: Speaking | undefined;

  constructor(chains: CascadeChains, options: SpeechOptions) {
    this.#chains = chains;
    this.#options = options;
  }

  capabilities(mode: Turn["mode"]): Partial<Record<AdapterKind, Capabilities>> {
    const { llm, tts } = this.#chains;
    const voice = { tts: tts.available()[0]!.shared.capabilities() };
    return mode === "verbatim" ? voice : { llm: llm.available()[0]!.shared.capabilities(), ...voice };
  }

  /**
   * Speaks a turn's reply. A failing model does not stop the speech of the sentences that it has already written, and a
   * failing voice does not stop the text.
   *
   * @param begun Reply text that was already sent, from a source that failed before speaking it: it is spoken first.
   */
  async speak(turn: Turn, out: SpeechSink, begun = ""): Promise<void> {
    const { clock, stallMs } = this.#options;
    const isContinued = turn.mode === "verbatim" && shownText(turn.text).startsWith(begun);
    const reply = new ReplyText(isContinued ? 0 : begun.length);
    const feed = new SegmentFeed(turn, clock, reply);
    const limits = { clock, firstPartMs: stallMs, stallMs };
    const speaking = this.#speaking = { turn, feed, limits, isSpoken: false };
    const written = this.#write(turn, out, { feed, reply, begun }).catch((error) => out.fail(error));
    await Promise.all([written, this.#say(speaking, out)]);
  }

  get makeMs(): number | undefined {
    return this.#speaking?.feed.makeMs;
  }

  remake(turn: Turn, out: SpeechSink, place: RemakePlace): Promise<void> | undefined {
    const speaking = this.#speaking;
    if (speaking?.turn !== turn || !speaking.feed.remakeFrom(place)) return undefined;
    return speaking.isSpoken ? this.#say(speaking, out) : Promise.resolve();
  }

  async #say(speaking: Speaking, out: SpeechSink): Promise<void> {
    const { turn, feed, limits } = speaking;
    speaking.isSpoken = false;
    await ttsSpeech(this.#chains.tts, turn, out, { feed, limits }).catch((error) => out.fail(error));
    speaking.isSpoken = true;
  }

  /** Feeds the reply's sentences to the voice as they are written. */
  async #write(turn: Turn, out: SpeechSink, { feed, reply, begun }: Writing): Promise<void> {
    // Made when it is first needed: once the first text may have left.
    let made: Segmenter | undefined;
    const segmenter = () => made ??= new Segmenter(this.#options.segmenter);
    let directed = 0;
    /** Text that was sent, and is not in the feed. */
    let unsplit = "";
    const show = (text: string) => {
      if (reply.marks.length > directed) {
        out.direct(reply.marks.slice(directed).filter(({ charStart }) => charStart >= begun.length));
        directed = reply.marks.length;
      }
      if (text === "") return false;
      out.text(text);
      unsplit += text;
      return true;
    };
    const split = () => {
      if (unsplit !== "") feed.add(segmenter().push(unsplit));
      unsplit = "";
    };
    const say = (text: string) => show(reply.push(text));
    if (begun !== "") feed.add(segmenter().push(begun));
    try {
      if (turn.mode === "verbatim") {
        const text = reply.push(turn.text) + reply.end();
        show(text.startsWith(begun) ? text.slice(begun.length) : text);
        // A long text takes longer to split than to send.
        await delay(this.#options.clock, 0);
      } else {
        const note = out.part;
        await llmText(this.#chains.llm, turn, out, { limits: this.#options, begun, say, split, note });
      }
      show(reply.end());
      split();
      feed.add(segmenter().end());
    } catch (error) {
      show(reply.end());
      split();
      feed.add(segmenter().breakOff());
      throw error;
    } finally {
      feed.end();
    }
  }
}
