/**
 * The lip-sync report as a self-contained HTML page.
 *
 * @module
 */
import { escapeHtml } from "../../src/api/descriptions/markdown.ts";
import type { LipSyncScore } from "./score.ts";
import { VISEMES } from "../../src/contract/visemes.ts";
import { PX_PER_MS, VISEME_COLORS } from "./report_tracks.ts";

/** One row of the page. */
interface Track {
  readonly label: string;
  /** An explanation in smaller type. */
  readonly note?: string;
  /** Its drawing, as markup. */
  readonly drawing: string;
}

/** What the page shows. */
export interface Report {
  readonly text: string;
  readonly voice: string;
  readonly durationMs: number;
  readonly score: LipSyncScore;
  readonly tracks: readonly Track[];
  /** The speech as a WAV file. */
  readonly wav: Uint8Array;
}

const STYLE = `
:root { color-scheme: light dark; --ink: #1d2330; --soft: #667085; --paper: #f6f7f9; --card: #fff; --line: #e2e5eb;
  --word: #e6ecfb; --phone: #eef0f3; --closure: #f9d9dd; --wave: #6b7a99; --phones: #8a93a5; --audio: #d1344b; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ebf2; --soft: #98a2b3; --paper: #12151c; --card: #1a1f29;
  --line: #2c3341; --word: #26335a; --phone: #262c38; --closure: #5a2630; --wave: #7f8fb3; --phones: #8a93a5; --audio: #ff6b7f; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 28px 32px; background: var(--paper); color: var(--ink);
  font: 14px/1.45 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
h1 { margin: 0 0 4px; font-size: 20px; font-weight: 650; }
blockquote { margin: 0 0 18px; font-size: 16px; color: var(--soft); max-width: 80ch; }
.scores { display: flex; flex-wrap: wrap; gap: 12px; margin-bottom: 18px; }
.score { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 10px 16px; min-width: 130px; }
.score b { display: block; font-size: 20px; font-weight: 650; font-variant-numeric: tabular-nums; }
.score span { color: var(--soft); font-size: 12px; }
audio { width: 320px; height: 36px; margin-bottom: 16px; display: block; }
.board { background: var(--card); border: 1px solid var(--line); border-radius: 12px; overflow-x: auto; }
.tracks { position: relative; width: max-content; padding: 10px 16px 12px 0; }
.track { display: flex; align-items: center; padding: 5px 0; }
.label { position: sticky; left: 0; z-index: 2; width: 148px; flex: none; padding: 0 14px 0 16px; background: var(--card);
  align-self: stretch; display: flex; flex-direction: column; justify-content: center; font-weight: 600; font-size: 13px; }
.label small { font-weight: 400; color: var(--soft); font-size: 11px; line-height: 1.3; }
.drawing { position: relative; line-height: 0; }
.drawing img { position: absolute; top: 0; border-radius: 4px; }
svg text { font-size: 11px; text-anchor: middle; fill: var(--ink); font-family: inherit; }
.axis line { stroke: var(--soft); opacity: .6; } .axis text { fill: var(--soft); text-anchor: start; }
.word rect { fill: var(--word); } .word text { font-size: 12.5px; font-weight: 600; } .phone rect { fill: var(--phone); }
.closure rect { fill: var(--closure); } .pause rect { fill: none; stroke: var(--line); stroke-dasharray: 2 3; }
.wave { stroke: var(--wave); fill: none; } .shape { fill: #fff; font-weight: 650; paint-order: stroke; stroke: #0006; stroke-width: 2px; }
.by-phones, .by-audio { fill: none; stroke-width: 2; stroke-linejoin: round; }
.by-phones { stroke: var(--phones); stroke-dasharray: 5 3; } .by-audio { stroke: var(--audio); }
rect.must-close { fill: var(--closure); opacity: .7; } text.must-close { fill: var(--soft); }
#head { position: absolute; top: 0; bottom: 0; width: 1px; background: var(--audio); pointer-events: none; z-index: 1; display: none; }
#time { position: absolute; top: 2px; left: 4px; font-size: 11px; color: var(--audio); white-space: nowrap; }
.legend { display: flex; flex-wrap: wrap; gap: 10px 16px; margin-top: 14px; font-size: 12px; color: var(--soft); }
.legend i { display: inline-block; width: 12px; height: 12px; border-radius: 3px; margin-right: 5px; vertical-align: -2px; }
`;

const SCRIPT = `
const tracks = document.querySelector(".tracks"), head = document.querySelector("#head");
const time = document.querySelector("#time"), audio = document.querySelector("audio");
const left = tracks.querySelector(".drawing").offsetLeft;
function show(ms) {
  head.style.display = "block";
  head.style.left = left + ms * ${PX_PER_MS} + "px";
  time.textContent = Math.round(ms) + " ms";
}
tracks.addEventListener("pointermove", (event) => {
  const ms = (event.clientX - tracks.getBoundingClientRect().left - left) / ${PX_PER_MS};
  if (ms >= 0 && audio.paused) show(ms);
});
tracks.addEventListener("click", (event) => {
  audio.currentTime = Math.max(0, (event.clientX - tracks.getBoundingClientRect().left - left) / ${PX_PER_MS} / 1000);
  audio.play();
});
function follow() { if (!audio.paused) { show(audio.currentTime * 1000); requestAnimationFrame(follow); } }
audio.addEventListener("play", follow);
`;

/**
 * Writes the page.
 *
 * @param report What it shows.
 * @returns HTML.
 */
export function reportPage(report: Report): string {
  const tracks = report.tracks.map(({ label, note, drawing }) =>
    `<div class="track"><div class="label">${escapeHtml(label)}${
      note === undefined ? "" : `<small>${escapeHtml(note)}</small>`
    }` +
    `</div><div class="drawing">${drawing}</div></div>`
  );
  const legend = VISEMES.filter((id) => id !== "sil").map((id) =>
    `<span><i style="background:${VISEME_COLORS[id]}"></i>${id}</span>`
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Lip-sync report</title>
<style>${STYLE}</style>
<h1>Lip-sync: voice ${escapeHtml(report.voice)}, ${(report.durationMs / 1000).toFixed(2)} s</h1>
<blockquote>“${escapeHtml(report.text)}”</blockquote>
<div class="scores">${scores(report.score).join("")}</div>
<audio controls src="data:audio/wav;base64,${report.wav.toBase64()}"></audio>
<div class="board"><div class="tracks"><div id="head"><span id="time"></span></div>${tracks.join("\n")}</div></div>
<div class="legend">${legend.join("")}</div>
<script>${SCRIPT}</script>
</html>
`;
}

function scores(score: LipSyncScore): string[] {
  const percent = (value: number) => `${Math.round(value * 100)} %`;
  const card = (value: string, meaning: string) => `<div class="score"><b>${value}</b><span>${meaning}</span></div>`;
  return [
    card(score.openingCorrelation.toFixed(2), "opening: audio with phones"),
    card(percent(score.closureRecall), `of ${score.closures} closures (p b m) found`),
    card(percent(score.falseClosures), "of open vowels shut"),
    card(`${Math.round(score.lagMs) || 0} ms`, "audio's lag behind phones"),
  ];
}
