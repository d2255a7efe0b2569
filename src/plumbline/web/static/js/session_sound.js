// @ts-check
/** What is heard in a session: a soft tone and a voice, each only where the person asked for it. */

export class Tone {
  /** @type {AudioContext | undefined} */
  #context;
  on = false;

  play() {
    if (!this.on) return;
    this.#context ??= new AudioContext();
    const start = this.#context.currentTime;
    const tone = new OscillatorNode(this.#context, { type: "sine", frequency: 440 });
    const volume = new GainNode(this.#context, { gain: 0 });
    volume.gain.linearRampToValueAtTime(0.12, start + 0.05);
    volume.gain.linearRampToValueAtTime(0, start + 0.6);
    tone.connect(volume).connect(this.#context.destination);
    tone.start(start);
    tone.stop(start + 0.7);
  }
}

/** Speaks only with a voice of this machine: others send every word to a stranger's server. */
export class Voice {
  on = false;

  /** @returns {SpeechSynthesisVoice | undefined} a local voice of the page's language */
  get voice() {
    if (!("speechSynthesis" in window)) return undefined;
    const language = document.documentElement.lang.slice(0, 2);
    return window.speechSynthesis
      .getVoices()
      .find((voice) => voice.localService === true && voice.lang.startsWith(language));
  }

  /** @param {() => void} listener called when voices come or go */
  watch(listener) {
    if ("speechSynthesis" in window) {
      window.speechSynthesis.addEventListener?.("voiceschanged", listener);
    }
  }

  /** @param {...string} lines */
  say(...lines) {
    const voice = this.voice;
    if (!this.on || !voice) return;
    window.speechSynthesis.cancel();
    for (const line of lines.filter(Boolean)) this.#speak(line, voice);
  }

  /** @param {string} line @param {SpeechSynthesisVoice} voice */
  #speak(line, voice) {
    const words = new SpeechSynthesisUtterance(line);
    words.voice = voice;
    words.lang = voice.lang;
    words.rate = 0.95;
    window.speechSynthesis.speak(words);
  }

  /** Says one line more after what is being said. @param {string} line */
  add(line) {
    const voice = this.voice;
    if (this.on && voice && line) this.#speak(line, voice);
  }

  hush() {
    if (this.on && "speechSynthesis" in window) window.speechSynthesis.cancel();
  }
}
