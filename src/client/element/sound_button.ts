/**
 * The button over a face that may not sound yet.
 *
 * @module
 */

/** A browser that is still silent this long after a click has no sound output to open, ms. */
const SOUND_STARTS_MS = 2000;

/** What is used of the button. */
type Button = EventTarget & Pick<HTMLButtonElement, "type" | "hidden" | "textContent">;

/**
 * Makes a button live: a click unlocks the sound, and the button says so if there is no output for it.
 *
 * @param unlock Called in the handler of the click.
 * @returns What shows or hides the button.
 */
export function soundButton(button: Button, unlock: () => void): (isLocked: boolean) => void {
  button.type = "button";
  button.hidden = true;
  button.addEventListener("click", () => {
    unlock();
    // If it is hidden by then, it gets its first words back when it is shown again.
    setTimeout(() => button.textContent = "No sound output found", SOUND_STARTS_MS);
  });
  return (isLocked) => {
    if (button.hidden !== isLocked) return;
    button.textContent = "Turn on sound";
    button.hidden = !isLocked;
  };
}
