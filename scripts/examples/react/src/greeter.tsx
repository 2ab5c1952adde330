import { useState } from "react";
import { TalkingHuman, useHuman } from "@tth/tth/react";

/** A human that greets, with captions as the page likes them. */
export function Greeter({ service }: { service: string }) {
  const human = useHuman();
  const [name, setName] = useState("Ada");
  return (
    <>
      <TalkingHuman human={human} src={service} persona="casual" style={{ width: 320 }} />
      <p aria-live="polite">
        {human.captions.map(({ text, state }, i) => state === "now" ? <b key={i}>{text}</b> : text)}
      </p>
      <label>
        Your name <input value={name} onChange={(event) => setName(event.target.value)} />
      </label>
      <button onClick={() => human.say(`Hello, ${name}. I live in React now.`)}>Greet me</button>
      <button onClick={() => human.emotion("happy")}>Smile</button>
      <button onClick={() => human.interrupt()} disabled={human.state !== "speaking"}>Stop</button>
      <p role="status">{human.failure ? human.failure.message : human.state}</p>
    </>
  );
}
