/**
 * The hook `useHuman()`.
 *
 * @module
 */
// @ts-types="@types/react"
import { useMemo, useState, useSyncExternalStore } from "react";
import type { EmotionLabel } from "../../contract/emotions.ts";
import type { PartialControl } from "../../contract/controls.ts";
import type { TurnHandle } from "../net/turn_handle.ts";
import { type HumanSnapshot, HumanStore } from "./human_store.ts";

/** A human for components: what it does, and what it can be told. Give it to `<TalkingHuman human={…}>`. */
export interface HumanHandle extends HumanSnapshot {
  /** Makes the human say exactly this text, as soon as it is there; a running turn is interrupted. */
  say(text: string, options?: { control?: PartialControl | undefined }): Promise<TurnHandle>;
  /** Makes the human answer a text, as soon as it is there; a running turn is interrupted. */
  ask(text: string, options?: { control?: PartialControl | undefined }): Promise<TurnHandle>;
  /** Ends the running turn. */
  interrupt(): void;
  /** Changes the emotion, also that of the running turn. `intensity` is 0 to 1, by default 0.8. */
  emotion(label: EmotionLabel, intensity?: number): void;
  /** For `<TalkingHuman>`. */
  readonly store: HumanStore;
}

/**
 * A human that a component directs. The functions stay the same between renders.
 *
 * @example
 * ```tsx ignore
 * function Greeter() {
 *   const human = useHuman();
 *   return (
 *     <>
 *       <TalkingHuman human={human} src="http://localhost:8000" captions />
 *       <button onClick={() => human.say("Hello!")} disabled={human.state === "connecting"}>Greet</button>
 *     </>
 *   );
 * }
 * ```
 */
export function useHuman(): HumanHandle {
  const [store] = useState(() => new HumanStore());
  const snapshot = useSyncExternalStore(store.subscribe, store.snapshot, store.serverSnapshot);
  const calls = useMemo(() => callsOf(store), [store]);
  return useMemo(() => ({ ...snapshot, ...calls }), [snapshot, calls]);
}

function callsOf(store: HumanStore): Omit<HumanHandle, keyof HumanSnapshot> {
  return {
    store,
    say: async (text, options) => (await store.attached()).say(text, options),
    ask: async (text, options) => (await store.attached()).ask(text, options),
    interrupt: () => store.element?.interrupt(),
    emotion: (label, intensity = 0.8) =>
      store.element?.updateControl({ emotion: { label, intensity } }, { apply: "now" }),
  };
}
