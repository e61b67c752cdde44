// What can be measured of samples: loudness, and whether a recording will make a good voice.

const BLOCK_SECONDS = 0.4;
const FRAME_SECONDS = 0.02;
const SHORTEST_SECONDS = 3;
const GOOD_SECONDS = 8;

/** Integrated loudness in LUFS (ITU-R BS.1770: two filters, then two gates); null for silence. */
export async function loudness(samples, rate) {
  if (samples.length < BLOCK_SECONDS * rate) return null;
  const context = new OfflineAudioContext(1, samples.length, rate);
  const buffer = context.createBuffer(1, samples.length, rate);
  buffer.copyToChannel(samples, 0);
  const source = new AudioBufferSourceNode(context, { buffer });
  const head = new BiquadFilterNode(context, { type: "highshelf", frequency: 1500, gain: 4 });
  // -6 dB is a resonance of 0.5, which BiquadFilterNode counts in decibels.
  const low = new BiquadFilterNode(context, { type: "highpass", frequency: 38, Q: -6 });
  source.connect(head).connect(low).connect(context.destination);
  source.start();
  const weighted = (await context.startRendering()).getChannelData(0);
  const block = Math.round(BLOCK_SECONDS * rate);
  const powers = [];
  for (let at = 0; at + block <= weighted.length; at += block / 4) {
    powers.push(meanSquare(weighted, Math.round(at), Math.round(at) + block));
  }
  const lufs = (power) => -0.691 + 10 * Math.log10(power);
  const mean = (list) => list.reduce((sum, power) => sum + power, 0) / list.length;
  const heard = powers.filter((power) => lufs(power) > -70);
  if (!heard.length) return null;
  const gate = lufs(mean(heard)) - 10;
  return lufs(mean(heard.filter((power) => lufs(power) > gate)));
}

/** Judge a recording: a list of { code, kind: ok | warn | bad, value }. */
export function judge(samples, rate) {
  const frame = Math.round(FRAME_SECONDS * rate);
  const levels = [];
  for (let at = 0; at + frame <= samples.length; at += frame) {
    levels.push(decibels(Math.sqrt(meanSquare(samples, at, at + frame))));
  }
  const sorted = [...levels].sort((a, b) => a - b);
  const loud = sorted[Math.floor(0.95 * sorted.length)] ?? -120;
  const quiet = sorted[Math.floor(0.1 * sorted.length)] ?? -120;
  const speech = (levels.filter((level) => level > loud - 30).length * frame) / rate;
  const clipped = clippedSamples(samples);
  const length = samples.length / rate;
  return [
    {
      code: "length",
      kind: speech < SHORTEST_SECONDS ? "bad" : speech < GOOD_SECONDS ? "warn" : "ok",
      value: length,
    },
    { code: "level", kind: loud < -50 ? "bad" : loud < -35 ? "warn" : "ok", value: loud },
    { code: "clipping", kind: clipped > 20 ? "warn" : "ok", value: clipped },
    { code: "noise", kind: quiet > loud - 35 ? "warn" : "ok", value: quiet - loud },
  ];
}

function clippedSamples(samples) {
  let count = 0;
  for (let at = 1; at < samples.length; at += 1) {
    if (Math.abs(samples[at]) > 0.985 && Math.abs(samples[at - 1]) > 0.985) count += 1;
  }
  return count;
}

export function meanSquare(samples, begin, end) {
  let sum = 0;
  for (let at = begin; at < end; at += 1) sum += samples[at] ** 2;
  return sum / Math.max(1, end - begin);
}

export function decibels(amplitude) {
  return 20 * Math.log10(Math.max(amplitude, 1e-6));
}
