/**
 * Speech by cascade: language model ▷ segmenter ▷ voice.
 *
 * @module
 */
import type { AdapterKind, Capabilities, LlmAdapter, TtsAdapter } from "../../contract/adapter.ts";
import type { ProviderChain } from "../provider/chain.ts";
import type { Turn } from "../turn_context.ts";
import { llmText } from "./llm_text.ts";
import { InlinePronunciations } from "../../reading/inline_pronunciations.ts";
import { SegmentFeed } from "./segment_feed.ts";
import { Segmenter } from "./segmenter.ts";
import type { SpeechOptions, SpeechSink, SpeechSource } from "./speech.ts";
import { ttsSpeech } from "./tts_speech.ts";

/** The chains of a cascade. */
interface CascadeChains {
  readonly llm: ProviderChain<LlmAdapter>;
  readonly tts: ProviderChain<TtsAdapter>;
}

/** What the text of a turn is written with. */
interface Writing {
  readonly feed: SegmentFeed;
  readonly inline: InlinePronunciations;
  /** Text that is out already. */
  readonly begun: string;
}

/** The cascade as a source; keeps nothing between turns. */
export class CascadeSpeech implements SpeechSource {
  readonly #chains: CascadeChains;
  readonly #options: SpeechOptions;

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
   * Speaks a turn's reply. A model that fails does not end the speech of the sentences that it has made, nor does a voice
   * that fails end the text.
   *
   * @param begun Reply text that is out already, from a source that failed before it was spoken: it is spoken first.
   */
  async speak(turn: Turn, out: SpeechSink, begun = ""): Promise<void> {
    const { clock, stallMs } = this.#options;
    const inline = new InlinePronunciations();
    const feed = new SegmentFeed(turn, clock, { found: inline.found, from: begun.length });
    const limits = { clock, firstPartMs: stallMs, stallMs };
    const stages = [
      this.#write(turn, out, { feed, inline, begun }),
      ttsSpeech(this.#chains.tts, turn, out, { feed, limits }),
    ];
    await Promise.all(stages.map((stage) => stage.catch((error) => out.fail(error))));
  }

  /** Gives the voice the reply's sentences as they are written. */
  async #write(turn: Turn, out: SpeechSink, { feed, inline, begun }: Writing): Promise<void> {
    const segmenter = new Segmenter(this.#options.segmenter);
    const show = (text: string) => {
      if (text === "") return;
      out.text(text);
      feed.add(segmenter.push(text));
    };
    const say = (text: string) => show(inline.push(text));
    feed.add(segmenter.push(begun));
    try {
      if (turn.mode === "verbatim") say(turn.text.startsWith(begun) ? turn.text.slice(begun.length) : turn.text);
      else {
        const note = out.part;
        await llmText(this.#chains.llm, turn, out, { limits: this.#options, begun, say, note });
      }
      show(inline.end());
      feed.add(segmenter.end());
    } catch (error) {
      show(inline.end());
      feed.add(segmenter.breakOff());
      throw error;
    } finally {
      feed.end();
    }
  }
}
