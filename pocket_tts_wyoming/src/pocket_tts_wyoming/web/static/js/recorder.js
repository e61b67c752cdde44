// The microphone, where the browser hands it out: only on https and on this machine itself.

import { meanSquare, decibels } from "./sound.js";

export const canRecord = () =>
  window.isSecureContext && Boolean(navigator.mediaDevices?.getUserMedia) && "MediaRecorder" in window;

/**
 * Record until `stop` or `longestSeconds`; `onLevel(0 to 1, seconds)` some times a second.
 * Resolves to the recorded file. Throws what getUserMedia throws.
 */
export async function record({ longestSeconds, onLevel, signal }) {
  // What makes calls clear takes away what a voice is known by.
  const audio = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  const stream = await navigator.mediaDevices.getUserMedia({ audio });
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 2048 });
  context.createMediaStreamSource(stream).connect(analyser);
  const recorder = new MediaRecorder(stream, { audioBitsPerSecond: 256000 });
  const parts = [];
  const begin = performance.now();
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    const level = (decibels(Math.sqrt(meanSquare(samples, 0, samples.length))) + 60) / 60;
    const seconds = (performance.now() - begin) / 1000;
    onLevel(Math.max(0, Math.min(1, level)), seconds);
    if (seconds >= longestSeconds) stop();
  }, 80);
  const stop = () => recorder.state !== "inactive" && recorder.stop();
  signal.addEventListener("abort", stop);
  try {
    return await new Promise((resolve, reject) => {
      recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
      recorder.addEventListener("stop", () => resolve(new Blob(parts, { type: recorder.mimeType })));
      recorder.addEventListener("error", (event) => reject(event.error));
      recorder.start();
      if (signal.aborted) stop();
    });
  } finally {
    clearInterval(timer);
    for (const track of stream.getTracks()) track.stop();
    await context.close();
  }
}
