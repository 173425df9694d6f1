/** Sounds that a packer tells apart without looking: up for good, down twice for trouble, one low note for "look". */
export type Sound = 'ok' | 'look' | 'trouble';

/** Hertz, start and length in seconds. */
const notes: Record<Sound, readonly [hertz: number, from: number, length: number][]> = {
  ok: [
    [880, 0, 0.08],
    [1320, 0.08, 0.14],
  ],
  look: [[440, 0, 0.22]],
  trouble: [
    [220, 0, 0.18],
    [165, 0.24, 0.3],
  ],
};

let context: AudioContext | null = null;

/** Plays a sound. Browsers let it be heard once a key was pressed on the page, which a scanner's keys are. */
export function play(sound: Sound): void {
  try {
    context ??= new AudioContext();
    const audio = context;
    void audio.resume();
    for (const [hertz, from, length] of notes[sound]) {
      const at = audio.currentTime + from;
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      tone.type = sound === 'ok' ? 'sine' : 'square';
      tone.frequency.value = hertz;
      volume.gain.setValueAtTime(0, at);
      volume.gain.linearRampToValueAtTime(sound === 'ok' ? 0.3 : 0.15, at + 0.01);
      volume.gain.linearRampToValueAtTime(0, at + length);
      tone.connect(volume).connect(audio.destination);
      tone.start(at);
      tone.stop(at + length);
    }
  } catch {
    // No sound on this machine: the screen says the same.
  }
}
