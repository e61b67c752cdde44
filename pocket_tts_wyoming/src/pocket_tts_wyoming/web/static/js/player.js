// Plays a WAV stream while it arrives. MediaSource takes no PCM, and an AudioWorklet does not exist
// on plain http: buffers are queued one behind the other instead.

import { say } from "./api.js";

const HEADER_BYTES = 44;
const RATE_HZ = 24000;
const LEAD_SECONDS = 0.1;

class Player {
  #context = null;
  #stop = null;

  /**
   * Say something; what is being said stops. Call it from a click, or browsers keep it silent.
   * `onFirst(seconds)` when the first sound has arrived, `onSound(samples, startsAt)` for each
   * piece. Resolves, when all has been heard, to the samples, their rate and the utterance's
   * number; to null if it was stopped. Throws ApiError.
   */
  async say(body, { onFirst, onSound, onEnd } = {}) {
    this.stop();
    const context = this.#wake();
    const abort = new AbortController();
    const sources = new Set();
    let stopped = false;
    this.#stop = () => {
      stopped = true;
      abort.abort();
      for (const source of sources) source.stop();
      onEnd?.();
    };
    const mine = this.#stop;
    const begin = performance.now();
    try {
      const answer = await say(body, abort.signal);
      const pieces = [];
      let next = 0;
      let rate = RATE_HZ;
      for await (const piece of samplesOf(answer.body, (found) => (rate = found))) {
        if (stopped) return null;
        if (!pieces.length) onFirst?.((performance.now() - begin) / 1000);
        pieces.push(piece);
        if (next < context.currentTime) next = context.currentTime + LEAD_SECONDS;
        const buffer = context.createBuffer(1, piece.length, rate);
        buffer.copyToChannel(piece, 0);
        const source = new AudioBufferSourceNode(context, { buffer });
        source.connect(context.destination);
        sources.add(source);
        source.addEventListener("ended", () => sources.delete(source));
        source.start(next);
        onSound?.(piece, next);
        next += piece.length / rate;
      }
      await until(() => stopped || context.currentTime >= next);
      if (stopped) return null;
      return { samples: joined(pieces), rate, number: Number(answer.headers.get("x-utterance")) };
    } catch (error) {
      if (stopped) return null;
      throw error;
    } finally {
      if (this.#stop === mine) {
        this.#stop = null;
        onEnd?.();
      }
    }
  }

  /** Play samples that are there already; resolves when they have been heard. */
  async play(samples, rate, { onSound, onEnd } = {}) {
    this.stop();
    const context = this.#wake();
    const buffer = context.createBuffer(1, samples.length, rate);
    buffer.copyToChannel(samples, 0);
    const source = new AudioBufferSourceNode(context, { buffer });
    source.connect(context.destination);
    const ended = new Promise((resolve) => source.addEventListener("ended", resolve));
    this.#stop = () => source.stop();
    const mine = this.#stop;
    source.start();
    onSound?.(samples, context.currentTime);
    await ended;
    if (this.#stop === mine) this.#stop = null;
    onEnd?.();
  }

  stop() {
    const stop = this.#stop;
    this.#stop = null;
    stop?.();
  }

  get now() {
    return this.#context?.currentTime ?? 0;
  }

  #wake() {
    // At the stream's rate, so that no piece is resampled alone and nothing clicks between them.
    this.#context ??= new AudioContext({ sampleRate: RATE_HZ });
    void this.#context.resume();
    return this.#context;
  }
}

export const player = new Player();

async function* samplesOf(body, onRate) {
  const reader = body.getReader();
  let rest = new Uint8Array(0);
  let header = true;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const bytes = new Uint8Array(rest.length + value.length);
    bytes.set(rest);
    bytes.set(value, rest.length);
    rest = bytes;
    if (header) {
      if (rest.length < HEADER_BYTES) continue;
      onRate(new DataView(rest.buffer).getUint32(24, true));
      rest = rest.slice(HEADER_BYTES);
      header = false;
    }
    const count = rest.length >> 1;
    if (!count) continue;
    const view = new DataView(rest.buffer, rest.byteOffset, 2 * count);
    const samples = Float32Array.from({ length: count }, (_, at) => view.getInt16(2 * at, true) / 32768);
    rest = rest.slice(2 * count);
    yield samples;
  }
}

function joined(pieces) {
  const whole = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

async function until(condition) {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 30));
}
