// The picture of sound while it is made and played: one bar for each 40 ms.

import { meanSquare } from "./sound.js";

const BAR_SECONDS = 0.04;
const BAR_PIXELS = 5;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

export class Wave {
  #canvas;
  #bars = [];
  #rest = new Float32Array(0);
  #begin = 0;
  #now = null;
  #frame = 0;

  constructor(canvas) {
    this.#canvas = canvas;
    new ResizeObserver(() => this.#draw()).observe(canvas);
  }

  /** Begin a new picture; `now` gives the player's time, to show what has been heard. */
  clear(now) {
    this.#bars = [];
    this.#rest = new Float32Array(0);
    this.#begin = 0;
    this.#now = now;
    this.#run();
  }

  add(samples, rate, startsAt) {
    if (!this.#bars.length && !this.#rest.length) this.#begin = startsAt;
    const all = new Float32Array(this.#rest.length + samples.length);
    all.set(this.#rest);
    all.set(samples, this.#rest.length);
    const step = Math.round(BAR_SECONDS * rate);
    let at = 0;
    for (; at + step <= all.length; at += step) {
      this.#bars.push(Math.sqrt(meanSquare(all, at, at + step)));
    }
    this.#rest = all.slice(at);
    if (calm.matches) this.#draw();
  }

  /** Everything has been heard. */
  end() {
    this.#now = null;
    cancelAnimationFrame(this.#frame);
    this.#draw();
  }

  #run() {
    cancelAnimationFrame(this.#frame);
    const step = () => {
      this.#draw();
      if (this.#now && !calm.matches) this.#frame = requestAnimationFrame(step);
    };
    step();
  }

  #draw() {
    const canvas = this.#canvas;
    const { width, height } = canvas.getBoundingClientRect();
    if (!width) return;
    const scale = devicePixelRatio || 1;
    if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
    }
    const pen = canvas.getContext("2d");
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.clearRect(0, 0, width, height);
    pen.lineCap = "round";
    const room = Math.floor((width - 24) / BAR_PIXELS);
    const heard = this.#now ? (this.#now() - this.#begin) / BAR_SECONDS : Infinity;
    // A long text moves on; once it is over, all of it is shown.
    const over = heard === Infinity;
    const bars = over ? this.#fitted(room) : this.#bars;
    const first = over ? 0 : Math.max(0, Math.floor(heard - 0.6 * room));
    const middle = height / 2;
    pen.lineWidth = BAR_PIXELS - 2;
    for (let place = 0; place < room; place += 1) {
      const level = bars[first + place];
      const x = 12 + (place + 0.5) * BAR_PIXELS;
      const size = level === undefined ? 0.5 : Math.max(1, Math.min(1, 2.6 * level) * (middle - 14));
      pen.strokeStyle = level === undefined ? "rgb(255 255 255 / 28%)" : first + place < heard ? "#f2b84b" : "rgb(255 255 255 / 75%)";
      pen.beginPath();
      pen.moveTo(x, middle - size);
      pen.lineTo(x, middle + size);
      pen.stroke();
    }
  }

  #fitted(room) {
    const bars = this.#bars;
    if (bars.length <= room) return bars;
    return Array.from({ length: room }, (_, place) => {
      const begin = Math.floor((place * bars.length) / room);
      const end = Math.max(begin + 1, Math.floor(((place + 1) * bars.length) / room));
      return Math.max(...bars.slice(begin, end));
    });
  }
}
