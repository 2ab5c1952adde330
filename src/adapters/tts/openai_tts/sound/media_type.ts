/**
 * Reads the audio format from a Content-Type.
 *
 * @module
 */
import { MAX_RATE_HZ, MIN_RATE_HZ, type SampleFormat } from "./basics/samples.ts";

/** The relevant parts of a media type. */
export interface MediaType {
  /** Such as `audio/pcm`, in lower case; empty if there is none. */
  readonly name: string;
  /** The sample encoding, if the type or its parameters state it. */
  readonly samples: Partial<SampleFormat>;
  /** Whether it names text, JSON, XML or HTML. */
  readonly isText: boolean;
  /** Whether it names a compressed format. */
  readonly isCompressed: boolean;
}

const TEXT = /^text\/|\/(json|xml|x-ndjson|problem\+json|javascript|html)$|\+(json|xml)$/;
const COMPRESSED =
  /^(audio|video|application)\/(x-)?(mpeg|mp3|mpeg3|mp4|m4a|aac|aacp|ogg|opus|vorbis|flac|webm|3gpp|amr|speex)/;

/** Rate of µ-law and A-law where nothing else is said, Hz (RFC 3551). */
const LAW_HZ = 8000;

/** Bits per sample of the `L…` types of RFC 4856 and RFC 3190; they are big-endian, 8 bits are unsigned. */
const LINEAR = /^audio\/l(8|16|20|24)$/;

/**
 * Reads a Content-Type.
 *
 * @param header The header; `null` if there is none.
 */
export function mediaTypeOf(header: string | null): MediaType {
  const [name = "", ...rest] = (header ?? "").toLowerCase().split(/[;,]/).map((part) => part.trim());
  const parameters = new Map(rest.map((part): [string, string] => {
    const [key = "", value = ""] = part.split("=").map((word) => word.trim().replace(/^"|"$/g, ""));
    // GStreamer gives the type of each value: `rate=(int)22050`.
    return [key, value.replace(/^\(\w+\)/, "")];
  }));
  return {
    name,
    samples: { ...encodingOf(name, parameters), ...rateOf(parameters), ...channelsOf(parameters) },
    isText: TEXT.test(name),
    isCompressed: COMPRESSED.test(name),
  };
}

function rateOf(parameters: ReadonlyMap<string, string>): Partial<SampleFormat> {
  const rateHz = Number(
    ["rate", "sample-rate", "samplerate", "sample_rate"].map((key) => parameters.get(key)).find(Boolean),
  );
  return rateHz >= MIN_RATE_HZ && rateHz <= MAX_RATE_HZ ? { rateHz } : {};
}

function channelsOf(parameters: ReadonlyMap<string, string>): Partial<SampleFormat> {
  const channels = Number(parameters.get("channels"));
  return Number.isInteger(channels) && channels >= 1 && channels <= 8 ? { channels } : {};
}

function encodingOf(name: string, parameters: ReadonlyMap<string, string>): Partial<SampleFormat> {
  const bits = LINEAR.exec(name)?.[1];
  if (bits === "8") return { encoding: "unsigned", bytes: 1 };
  if (bits !== undefined) return { encoding: "int", bytes: Math.ceil(Number(bits) / 8), isBigEndian: true };
  // `audio/basic` is µ-law of 8 kHz (RFC 2046), as are `audio/PCMU` and `audio/PCMA` (RFC 3551) by default.
  if (name === "audio/basic" || name === "audio/pcmu") return { encoding: "mulaw", bytes: 1, rateHz: LAW_HZ };
  if (name === "audio/pcma") return { encoding: "alaw", bytes: 1, rateHz: LAW_HZ };
  const told = ["encoding", "format", "codec", "codecs"].map((key) => parameters.get(key) ?? "");
  const words = [name, ...told].join(" ");
  if (/f(loat)?_?32|float/.test(words)) return { encoding: "float", bytes: 4, isBigEndian: /be\b/.test(words) };
  if (/mu-?law|ulaw/.test(words)) return { encoding: "mulaw", bytes: 1, rateHz: LAW_HZ };
  if (/a-?law/.test(words)) return { encoding: "alaw", bytes: 1, rateHz: LAW_HZ };
  return /s16_?be/.test(words) ? { isBigEndian: true } : {};
}
