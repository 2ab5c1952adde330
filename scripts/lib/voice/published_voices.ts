/**
 * Published voice models with the same graph as the built-in one, and their download.
 *
 * Names, files and checksums are those of `assets/voices.json` in PyPI's hibari-tts 0.2.1 (Apache-2.0).
 *
 * @module
 */
import { createHash } from "node:crypto";
import { messageOf } from "../../../src/contract/errors.ts";

/** A published model. */
interface PublishedVoice {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Description of the voice. */
  readonly summary: string;
}

/** Where the models are published. */
export const BASE_URL = "https://huggingface.co/maureesewilliams/hibari/resolve/main/voices/";

/** The published models by name; all Apache-2.0. */
export const PUBLISHED_VOICES: Readonly<Record<string, PublishedVoice>> = {
  emma: {
    file: "bf_emma.int8.onnx",
    bytes: 7_936_868,
    sha256: "f709f0488ee63b583a22189a955aaf4257b9806dd330be3490661e53af0a89c1",
    summary: "a British woman",
  },
  fenrir: {
    file: "am_fenrir_v2.int8.onnx",
    bytes: 8_031_158,
    sha256: "f59fbd87908c91f827bc21b1b89443757b9a8580db9eee20aa948deb731321f4",
    summary: "an American man",
  },
  fable: {
    file: "bm_fable.int8.onnx",
    bytes: 7_936_868,
    sha256: "c28529302f2d27cd12f62625c24425888c4e3c2675583100ec530259136b8bc6",
    summary: "a British man",
  },
  kore: {
    file: "af_kore.int8.onnx",
    bytes: 7_936_868,
    sha256: "346885752673e45d42f9864c9e2432094bc4b6385df060d4b83273da764d2fa9",
    summary: "an American woman",
  },
};

/** Maximum size of a model in bytes, so that a wrong URL cannot fill the disk. */
const MAX_BYTES = 64 * 1024 * 1024;
/** Stall timeout of a download, in ms. */
const STALL_MS = 30_000;

/** A download. */
interface FetchOptions {
  /** Its URL. */
  readonly url: URL;
  /** Expected hash of its bytes; absent: not checked. */
  readonly sha256?: string | undefined;
  /** The file to write. Created only when the download is complete and verified. */
  readonly target: URL;
  /** Called with the number of bytes received, and the total if known. */
  onProgress(done: number, total: number | undefined): void;
}

/**
 * Fetches a model.
 *
 * @returns The SHA-256 of the file.
 * @throws {Error} With the cause and the remedy.
 */
export async function fetchVoice({ url, sha256, target, onProgress }: FetchOptions): Promise<string> {
  // Another program may fetch the same voice.
  const part = new URL(`${target.href}.${crypto.randomUUID().slice(0, 8)}.part`);
  const hash = createHash("sha256");
  await Deno.mkdir(new URL(".", target), { recursive: true });
  try {
    const file = await Deno.open(part, { write: true, createNew: true });
    try {
      for await (const bytes of download(url, onProgress)) {
        hash.update(bytes);
        for (let sent = 0; sent < bytes.length;) sent += await file.write(bytes.subarray(sent));
      }
    } finally {
      file.close();
    }
    const found = hash.digest("hex");
    if (sha256 !== undefined && found !== sha256) {
      throw new Error(
        `${url} is not the published file: its SHA-256 is ${found}, not ${sha256}. Try again, or give another --from`,
      );
    }
    await Deno.rename(part, target);
    return found;
  } finally {
    await Deno.remove(part).catch(() => {});
  }
}

async function* download(url: URL, onProgress: FetchOptions["onProgress"]): AsyncGenerator<Uint8Array> {
  const stalled = new AbortController();
  const watch = () => setTimeout(() => stalled.abort(new Error(`nothing came for ${STALL_MS / 1000} s`)), STALL_MS);
  let timer = watch();
  try {
    const response = await fetch(url, { signal: stalled.signal });
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      throw new Error(`the server answered ${response.status} ${response.statusText}`.trim());
    }
    const total = Number(response.headers.get("content-length")) || undefined;
    let done = 0;
    for await (const bytes of response.body) {
      clearTimeout(timer);
      timer = watch();
      done += bytes.length;
      if (done > MAX_BYTES) throw new Error(`it is larger than ${MAX_BYTES} bytes, which no voice model is`);
      onProgress(done, total);
      yield bytes;
    }
  } catch (cause) {
    const advice = "check the network, give another address with --from, or copy the file there by hand";
    throw new Error(`cannot fetch ${url}: ${messageOf(cause)}; ${advice}`, { cause });
  } finally {
    clearTimeout(timer);
  }
}
