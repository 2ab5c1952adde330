/**
 * The component `<TalkingHuman>`.
 *
 * @module
 */
// @ts-types="@types/react"
import { createElement, type CSSProperties, type ReactElement, useEffect, useRef } from "react";
import type { HumanEventMap, TalkingHumanElement } from "../element/mod.ts";
import { ClientError } from "../net/errors.ts";
import type { HumanHandle } from "./use_human.ts";

/** Handlers, and the events of the element that they get. */
const HANDLERS = {
  onReady: "ready",
  onStateChange: "statechange",
  onFailure: "failure",
  onConnection: "connection",
  onSessionReady: "session_ready",
  onTurnStarted: "turn_started",
  onTextDelta: "text_delta",
  onWord: "word",
  onEmotion: "emotion",
  onCue: "cue",
  onTurnComplete: "turn_complete",
  onCaptionChange: "captionchange",
  onError: "error",
} as const;

type Handlers = {
  [Name in keyof typeof HANDLERS]?: ((detail: HumanEventMap[(typeof HANDLERS)[Name]]["detail"]) => void) | undefined;
};

/** Properties of `<TalkingHuman>`: the attributes of the element, and a handler for each of its events. */
export interface HumanProps extends Handlers {
  /** From `useHuman()`. */
  human?: HumanHandle | undefined;
  /** The address of the service. */
  src?: string | undefined;
  /** Where your own server answers with a session, for services with API keys. */
  grantUrl?: string | undefined;
  /** Who speaks. */
  persona?: string | undefined;
  /** The look of this person, where it differs from the persona's: `jun`. */
  look?: string | undefined;
  /** The voice of this person. */
  voice?: string | undefined;
  /** `transparent`, a colour, colours of a gradient, or a picture that the service has. */
  background?: string | undefined;
  /** A label, and an intensity if wanted: `happy`, `sad 0.4`. */
  emotion?: string | undefined;
  /** What is shown. Default: `pose`. */
  mode?: "pose" | "frames" | "none" | undefined;
  /** Pixels of frames: `512`, `512x640`. */
  size?: string | undefined;
  /** Whether the voice is silent. */
  muted?: boolean | undefined;
  /** 0 to 1. */
  volume?: number | undefined;
  /** Whether captions are shown. */
  captions?: boolean | undefined;
  /** CSS classes. */
  className?: string | undefined;
  /** CSS. */
  style?: CSSProperties | undefined;
}

/** A human, as the element `<talking-human>`. */
export function TalkingHuman(props: HumanProps): ReactElement {
  const { human, className, style } = props;
  const ref = useRef<TalkingHumanElement>(null);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
    if (ref.current) setAttributes(ref.current, props);
  });
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const controller = new AbortController();
    const { signal } = controller;
    // After the attributes: once the element is defined, its session begins.
    import("../element/mod.ts").then(() => {
      if (signal.aborted) return;
      listen(element, () => latest.current, signal);
      human?.store.attach(element);
    }, (cause: unknown) => {
      if (signal.aborted) return;
      const message =
        "Cannot load the script that defines <talking-human>. Check that the page may load all its files.";
      const failure = new ClientError("no_element", message, { cause });
      human?.store.fail(failure);
      latest.current.onFailure?.(failure);
    });
    return () => {
      controller.abort();
      human?.store.attach(null);
    };
  }, [human?.store]);
  // Servers and older versions of React know `class` on elements with a dash.
  return createElement("talking-human", { ref, class: className, style, suppressHydrationWarning: true });
}

function setAttributes(element: Element, props: HumanProps): void {
  const { src, grantUrl, persona, look, voice, background, emotion, mode, size, muted, volume, captions } = props;
  const texts = { src, "grant-url": grantUrl, persona, look, voice, background, emotion, mode, size, volume };
  for (const [name, value] of Object.entries(texts)) {
    if (value === undefined) element.removeAttribute(name);
    else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
  }
  element.toggleAttribute("muted", muted ?? false);
  element.toggleAttribute("captions", captions ?? false);
}

function listen(element: TalkingHumanElement, props: () => HumanProps, signal: AbortSignal): void {
  for (const name of Object.keys(HANDLERS) as (keyof typeof HANDLERS)[]) {
    const call = (event: Event) => {
      // The table says which handler gets which event.
      const handler = props()[name] as ((detail: unknown) => void) | undefined;
      if (event instanceof CustomEvent) handler?.(event.detail);
    };
    element.addEventListener(HANDLERS[name], call, { signal });
  }
}
