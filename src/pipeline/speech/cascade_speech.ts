/**
 * Speech by cascade: language model ▷ segmenter ▷ voice.
 *
 * @module
 */
import type {
  AdapterKind,
  Capabilities,
  FinishPart,
  LlmAdapter,
  SpeechSegment,
  SpokenPart,
  TtsAdapter,
  UsagePart,
} from "../../contract/adapter.ts";
import type { PlacedSpeech } from "../../alignment/media_clock.ts";
import { llmText } from "./llm_text.ts";
import type { ProviderChain } from "../provider/providers.ts";
import { createSegmenter } from "./segmenter.ts";
import type { TextPiece } from "./speakable.ts";
import type { Speech, SpeechOptions, SpeechSource, SpeechTurn } from "./speech.ts";
import { ttsSpeech } from "./tts_speech.ts";

/** The chains of a cascade. */
export interface CascadeChains {
  readonly llm: ProviderChain<LlmAdapter>;
  readonly tts: ProviderChain<TtsAdapter>;
}

/** What the model tells beside its text. */
type Notes = (UsagePart | FinishPart)[];

/** The cascade as a source; keeps nothing between turns. */
export class CascadeSpeech implements SpeechSource {
  readonly #chains: CascadeChains;
  readonly #options: SpeechOptions;

  constructor(chains: CascadeChains, options: SpeechOptions) {
    this.#chains = chains;
    this.#options = options;
  }

  /** There is nothing to connect to. */
  prepare(): void {}

  capabilities(mode: SpeechTurn["mode"]): Partial<Record<AdapterKind, Capabilities>> {
    const { llm, tts } = this.#chains;
    const voice = { tts: tts.available()[0]!.adapter.capabilities() };
    return mode === "verbatim" ? voice : { llm: llm.available()[0]!.adapter.capabilities(), ...voice };
  }

  /**
   * Begins a turn's reply.
   *
   * @param begun Reply text that is out already, from a source that failed before it was spoken: it is spoken first,
   *   and is not in `text` again.
   */
  speak(turn: SpeechTurn, begun = ""): Speech {
    const notes: Notes = [];
    const [text, spoken] = this.#text(turn, begun, notes).tee();
    const placed: TextPiece[] = [];
    const segments = withPrefix(begun, spoken)
      .pipeThrough(createSegmenter(this.#options.segmenter))
      .pipeThrough(numbered(turn, placed));
    const parts = ttsSpeech(this.#chains.tts, segments, turn, this.#options);
    return { text, speech: ReadableStream.from(place(parts, placed, notes)) };
  }

  /** The providers were told by the turn's signal; there is nothing to undo. */
  cut(): void {}

  close(): Promise<void> {
    return Promise.resolve();
  }

  #text(turn: SpeechTurn, begun: string, notes: Notes): ReadableStream<string> {
    if (turn.mode === "verbatim") {
      const rest = turn.text.startsWith(begun) ? turn.text.slice(begun.length) : turn.text;
      return ReadableStream.from(rest === "" ? [] : [rest]);
    }
    const onNote = (note: Notes[number]) => void notes.push(note);
    return ReadableStream.from(llmText(this.#chains.llm, turn, { ...this.#options, begun, onNote }));
  }
}

function withPrefix(prefix: string, stream: ReadableStream<string>): ReadableStream<string> {
  if (prefix === "") return stream;
  return stream.pipeThrough(
    new TransformStream({ start: (out) => out.enqueue(prefix) }, undefined, { highWaterMark: 1 }),
  );
}

/** Numbers the segments and notes their places. Nothing is queued, so that a segment takes the control of its moment. */
function numbered(turn: SpeechTurn, placed: TextPiece[]): TransformStream<TextPiece, SpeechSegment> {
  return new TransformStream(
    {
      transform(segment, out) {
        out.enqueue({ index: placed.length, text: segment.text, control: turn.currentControl() });
        placed.push(segment);
      },
    },
    undefined,
    { highWaterMark: 0 },
  );
}

async function* place(
  parts: AsyncIterable<SpokenPart>,
  placed: readonly TextPiece[],
  notes: Notes,
): AsyncGenerator<PlacedSpeech> {
  for await (const part of parts) {
    yield* notes.splice(0);
    yield part.type === "segment" ? { ...part, charStart: placed[part.index]?.charStart ?? 0 } : part;
  }
  yield* notes.splice(0);
}
