// Samples and WAV files: 16 bit, mono.

export function toWav(samples, rate) {
  const bytes = new DataView(new ArrayBuffer(44 + 2 * samples.length));
  const word = (at, text) => [...text].forEach((c, i) => bytes.setUint8(at + i, c.charCodeAt(0)));
  word(0, "RIFF");
  bytes.setUint32(4, 36 + 2 * samples.length, true);
  word(8, "WAVEfmt ");
  bytes.setUint32(16, 16, true);
  bytes.setUint16(20, 1, true);
  bytes.setUint16(22, 1, true);
  bytes.setUint32(24, rate, true);
  bytes.setUint32(28, 2 * rate, true);
  bytes.setUint16(32, 2, true);
  bytes.setUint16(34, 16, true);
  word(36, "data");
  bytes.setUint32(40, 2 * samples.length, true);
  samples.forEach((sample, at) => {
    const limited = Math.max(-1, Math.min(1, sample));
    bytes.setInt16(44 + 2 * at, Math.round(limited * 32767), true);
  });
  return bytes.buffer;
}

/** Decode whatever the browser can (m4a of a phone, too) to mono at a rate, of at most a length. */
export async function decode(content, rate, longestSeconds) {
  const buffer = await new OfflineAudioContext(1, 1, rate).decodeAudioData(content);
  const length = Math.min(buffer.length, Math.round(longestSeconds * rate));
  const mono = new Float32Array(length);
  for (let channel = 0; channel < buffer.numberOfChannels; channel += 1) {
    const samples = buffer.getChannelData(channel);
    for (let at = 0; at < length; at += 1) mono[at] += samples[at] / buffer.numberOfChannels;
  }
  return { samples: mono, seconds: buffer.duration };
}
