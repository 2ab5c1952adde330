/**
 * The models that a server lists, and the choice among them.
 *
 * @module
 */
import { nearest, remedyFor } from "../../core/suggest.ts";
import { fieldOf } from "./error_words.ts";

/** A model of a server's list. */
export interface ServedModel {
  readonly id: string;
  readonly owner: string;
}

/** Servers that accept any name for their only model. */
const TAKES_ANY_NAME = /^(llamacpp|llama\.cpp|koboldcpp)$/i;

/** Models without chat, by words in their names. */
const NO_CHAT =
  /embed|whisper|tts|kokoro|piper|rerank|moderation|dall-?e|\bclip\b|bge-|stable-diffusion|flux|transcri|parakeet|guard|ocr/i;

/** Models that speak, by the words in their names. */
const SPEAKS =
  /tts|kokoro|piper|orpheus|chatterbox|bark|speech|parler|voxtral|\bcsm\b|\bdia\b|vibevoice|melo|styletts|f5-/i;

/**
 * Reads a list of models: OpenAI's `{data: [{id}]}`, Ollama's `{models: [{name}]}`, or a bare list.
 *
 * @param body The response; `undefined` or another shape gives `undefined`.
 */
export function modelsIn(body: unknown): ServedModel[] | undefined {
  const list = Array.isArray(body) ? body : fieldOf(body, "data") ?? fieldOf(body, "models");
  if (!Array.isArray(list)) return undefined;
  return list.flatMap((model) => {
    const id = typeof model === "string" ? model : fieldOf(model, "id") ?? fieldOf(model, "name");
    return typeof id === "string" ? [{ id, owner: String(fieldOf(model, "owned_by") ?? "") }] : [];
  });
}

/**
 * Whether a server has a model. A server that lists none is assumed to have it.
 *
 * @param models The server's list.
 * @param model The name that a request gives.
 */
export function hasModel(models: readonly ServedModel[], model: string): boolean {
  if (models.length === 0 || models.some(({ owner }) => TAKES_ANY_NAME.test(owner))) return true;
  // Ollama's tag may be left out; Google lists names behind `models/`; OpenRouter takes variants, such as `:free`.
  const names = [model, `${model}:latest`, `models/${model}`, model.replace(/:[^/:]+$/, "")];
  return models.some(({ id }) => names.includes(id));
}

/** The remedy for a missing model. */
export function suggestionFor(models: readonly ServedModel[], model: string): string {
  // A name is meant as well without its tag, or without its owner.
  const names = new Map(models.flatMap(({ id }) => {
    return [id.split("/").at(-1), id.replace(/:[^/:]+$/, ""), id].map((name = id) => [name, id] as const);
  }));
  const near = nearest(model, names.keys());
  return near === undefined ? remedyFor(model, models.map(({ id }) => id)) : `did you mean "${names.get(near)}"?`;
}

/**
 * The model to use if none is configured.
 *
 * @param models The server's list.
 * @param what What it is for.
 * @returns The first that looks suitable; `undefined` when none does.
 */
export function chosenModel(models: readonly ServedModel[], what: "chat" | "speech"): string | undefined {
  const fits = ({ id }: ServedModel) => what === "chat" ? !NO_CHAT.test(id) : SPEAKS.test(id);
  return models.find(fits)?.id;
}
