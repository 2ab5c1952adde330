import { fileURLToPath } from "node:url";
import type { Example } from "../../lib/examples/example.ts";

export default {
  summary: "a custom voice, in a file outside of src, chosen by configuration",
  start(stage) {
    return stage.startService({
      TTH_IMPORT_MAP: fileURLToPath(new URL("adapters.json", stage.folder)),
      TTH_COMPONENTS__TTS__PRIMARY: "morse_tts",
    });
  },
} satisfies Example;
