/** One piece of paper: where it is, how it moves, how it turns. Lengths in pixels, times in seconds. */
interface Piece {
  x: number;
  y: number;
  vx: number;
  vy: number;
  angle: number;
  spin: number;
  size: number;
  colour: string;
}

const pieceCount = 90;
const lasts = 2600;
const gravity = 620;
const drag = 0.985;

function throwPieces(width: number, height: number, colours: readonly string[]): Piece[] {
  return Array.from({ length: pieceCount }, (_, index) => {
    const side = index % 2 === 0 ? 1 : -1;
    const speed = Math.min(width, 1100) * (0.4 + Math.random() * 0.6);
    const rise = 0.5 + Math.random() * 0.7;
    return {
      x: side === 1 ? -10 : width + 10,
      y: height * 0.6,
      vx: side * Math.cos(rise) * speed,
      vy: -Math.sin(rise) * speed - 160,
      angle: Math.random() * Math.PI,
      spin: (Math.random() - 0.5) * 9,
      size: 5 + Math.random() * 5,
      colour: colours[index % colours.length] ?? 'currentColor',
    };
  });
}

/**
 * Throws a little paper from both sides and lets it fall; two and a half seconds, once. No library: ninety
 * rectangles need none. Answers how to stop. The caller asks about reduced motion.
 */
export function throwConfetti(
  canvas: HTMLCanvasElement,
  colours: readonly string[],
  onEnd: () => void,
): () => void {
  const context = canvas.getContext('2d');
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  canvas.width = width * devicePixelRatio;
  canvas.height = height * devicePixelRatio;
  context?.scale(devicePixelRatio, devicePixelRatio);
  const pieces = throwPieces(width, height, colours);
  let begin: number | undefined;
  let before = 0;
  let frame = requestAnimationFrame(function draw(now) {
    begin ??= now;
    const passed = now - begin;
    const step = Math.min(0.05, (now - (before || now)) / 1000);
    before = now;
    if (!context || passed > lasts) {
      onEnd();
      return;
    }
    context.clearRect(0, 0, width, height);
    context.globalAlpha = Math.min(1, (lasts - passed) / 700);
    for (const piece of pieces) {
      piece.vx *= drag;
      piece.vy = piece.vy * drag + gravity * step;
      piece.x += piece.vx * step;
      piece.y += piece.vy * step;
      piece.angle += piece.spin * step;
      context.save();
      context.translate(piece.x, piece.y);
      context.rotate(piece.angle);
      context.scale(1, 0.35 + 0.65 * Math.abs(Math.cos(piece.angle * 1.7)));
      context.fillStyle = piece.colour;
      context.fillRect(-piece.size / 2, -piece.size / 2, piece.size, piece.size * 1.4);
      context.restore();
    }
    frame = requestAnimationFrame(draw);
  });
  return () => cancelAnimationFrame(frame);
}
