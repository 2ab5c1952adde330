/**
 * A minute of speech with twelve marks.
 *
 * @module
 */

/** A part of the text, and the mark before it. */
interface Part {
  readonly mark: string;
  readonly text: string;
  /** The fields of a pose that show the mark, and which change of them counts. */
  readonly shows?: readonly string[];
  readonly change?: number;
}

/** The parts, in order; the first has no mark. */
export const PARTS: readonly Part[] = [
  { mark: "", text: "Good evening, and thank you all for coming down to the harbour. Tonight I am " },
  {
    mark: "[happy 1]",
    shows: ["mouthSmileLeft"],
    change: 0.05,
    text: "delighted to show you something new. We have worked on it since the spring, and ",
  },
  {
    mark: "[nod]",
    shows: ["headPitch"],
    change: 1,
    text: "yes, it really works. It was not always so easy. In the first winter ",
  },
  {
    mark: "[sad 1]",
    shows: ["mouthFrownLeft"],
    change: 0.05,
    text: "nobody believed in us, and the old boats lay empty along the shore. We waited ",
  },
  { mark: "[pause 600]", text: "until the ice had gone. Then a letter came from the city, and it said that we " },
  {
    mark: "[angry 1]",
    shows: ["browDownLeft"],
    change: 0.05,
    text:
      "never had the right to be here. They wanted the land, and they wanted it soon. I will tell you a secret, and ",
  },
  { mark: "[whisper]", text: "please keep it to yourselves for a while. Nobody ever signed that letter. " },
  {
    mark: "[neutral]",
    shows: ["browDownLeft"],
    change: 0.05,
    text: "So we went on as before, and counted the days. If you look over there, to the ",
  },
  {
    mark: "[look left]",
    shows: ["gazeX"],
    change: 0.25,
    text: "windows on that side, you can see the first of the new boats. And one morning ",
  },
  {
    mark: "[surprised 1]",
    shows: ["browInnerUp"],
    change: 0.08,
    text: "suddenly all of them were gone. The numbers are on the wall behind me, and ",
  },
  { mark: "[show: chart1]", text: "here you see how the wind changed. The man who told me about it only " },
  {
    mark: "[wink]",
    shows: ["eyeBlinkLeft", "eyeBlinkRight"],
    change: 0.15,
    text: "smiled, and went his way. And now the storm is coming closer, and ",
  },
  {
    mark: "[fearful 1]",
    shows: ["mouthFrownLeft"],
    change: 0.05,
    text: "tomorrow night the water will stand at this very door.",
  },
];

/** The text without marks. */
export const CLEAN = PARTS.map(({ text }) => text).join("");

/** Where the word after each mark begins in {@linkcode CLEAN}. */
export const PLACES: readonly number[] = PARTS.map((_, index) =>
  PARTS.slice(0, index).reduce((length, { text }) => length + text.length, 0)
);

/**
 * The text with its first marks.
 *
 * @param marks How many.
 */
export function writtenWith(marks: number): string {
  return PARTS.map(({ mark, text }, index) => index > 0 && index <= marks ? `${mark} ${text}` : text).join("");
}

/** Marks that change the voice. */
export const FEELING = /happy|sad|angry|whisper|neutral|surprised|fearful/;

/** The text with all marks, of which none but pauses and gestures change anything. */
export function writtenCalmly(): string {
  return writtenWith(PARTS.length).replaceAll(/\[[^\]]*\]/g, (mark) => FEELING.test(mark) ? "[neutral]" : mark);
}
