/**
 * The studio page: puts its parts together.
 *
 * @module
 */
import { byId } from "./lib/dom.ts";
import { loadSettings, saveSettings, takeSession } from "./model/settings.ts";
import { Captions } from "./parts/captions.ts";
import { mountComposer } from "./parts/composer.ts";
import { mountDirection } from "./parts/direction.ts";
import { mountEmbed } from "./parts/embed.ts";
import { mountInsights } from "./parts/insight/insights.ts";
import { mountNotices } from "./parts/notice.ts";
import { mountSetup } from "./parts/setup.ts";
import { LevelMeter, mountStage } from "./parts/stage.ts";
import { mountTabs } from "./parts/tabs.ts";
import { mountTheme } from "./parts/theme.ts";
import { mountTranscript } from "./parts/transcript.ts";
import { Signal } from "./lib/signal.ts";
import { Studio } from "./model/studio.ts";
import { trustOwnScripts } from "./lib/trusted_scripts.ts";

/** Speech that waits this long without playing is blocked by the browser. */
const LOCKED_AFTER_MS = 400;

function main(): void {
  trustOwnScripts();
  const settings = new Signal(loadSettings(location.search));
  settings.watch(saveSettings);
  const studio = new Studio(byId("human", HTMLCanvasElement), settings);
  mountTheme(settings);
  mountTabs();
  mountStage(studio);
  mountComposer(studio);
  mountDirection(byId("panel-direct", HTMLElement), studio);
  mountTranscript(byId("panel-talk", HTMLElement), studio);
  mountInsights(byId("panel-insight", HTMLElement), studio);
  mountEmbed(byId("panel-embed", HTMLElement), studio);
  mountSetup(byId("panel-setup", HTMLElement), studio);
  mountNotices(studio);
  followVoice(studio, new Captions(studio), new LevelMeter());
  addEventListener("pagehide", () => studio.save());
  addEventListener("online", () => studio.human?.session.reconnect());
  studio.start(takeSession());
}

/** During a turn, captions, glow and state follow the heard position at each refresh of the display. */
function followVoice(studio: Studio, captions: Captions, meter: LevelMeter): void {
  let request: number | null = null;
  let waitingSinceMs: number | null = null;
  const follow = (nowMs: number) => {
    request = null;
    const { human } = studio;
    const { value: activity } = studio.activity;
    const active = activity === "thinking" || activity === "speaking";
    const position = human?.position ?? null;
    if (human) meter.listenTo(human.player.node);
    if (position?.playing && position.turn === human?.session.turn) {
      const record = studio.log.find(position.turn);
      if (record?.steps.sound === null) studio.log.sounded(position.turn, nowMs - position.positionMs);
      if (record && active) captions.showAt(record, position.positionMs);
      if (activity === "thinking") studio.activity.value = "speaking";
    }
    const waiting = human !== null && human.player.locked && human.player.bufferedMs() > 0;
    waitingSinceMs = waiting ? waitingSinceMs ?? nowMs : null;
    studio.soundLocked.value = waitingSinceMs !== null && nowMs - waitingSinceMs > LOCKED_AFTER_MS;
    const glowing = meter.update();
    if (active || glowing || waiting) request = requestAnimationFrame(follow);
  };
  const wake = () => request ??= requestAnimationFrame(follow);
  studio.activity.watch(wake);
  studio.turns.watch(wake);
  studio.soundLocked.watch(wake);
}

main();
