import { createColors } from "picocolors";
import type { TaskStatus } from "../../domain/task.ts";

export type Paint = (text: string) => string;

/** How a task stands, for a person: pending ones are told apart by whether they could start. */
export type State = TaskStatus | "ready" | "waiting" | "stuck";

/** The colours of a stream. Whatever they say stands there in words too. */
export interface Palette {
  readonly state: Readonly<Record<State, Paint>>;
  readonly title: Paint;
  readonly strong: Paint;
  readonly faint: Paint;
  readonly warning: Paint;
}

export function paletteOf(isColoured: boolean): Palette {
  const { blue, bold, cyan, dim, green, red, yellow } = createColors(isColoured);
  return {
    state: {
      pending: plain,
      ready: cyan,
      waiting: dim,
      running: (text) => bold(blue(text)),
      completed: green,
      failed: red,
      cancelled: dim,
      stuck: (text) => bold(red(text)),
    },
    title: dim,
    strong: bold,
    faint: dim,
    warning: yellow,
  };
}

function plain(text: string): string {
  return text;
}
