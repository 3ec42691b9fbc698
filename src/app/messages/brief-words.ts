/** The words of the briefing of an agent, in one language. What comes in has nothing that steers a terminal. */
export interface BriefWords {
  readonly idle: (agent: string) => string;
  readonly nextIs: (task: string) => string;
  readonly running: (agent: string, task: string) => string;
  readonly attempt: (number: number, since: string) => string;
  readonly progress: (percent: number) => string;
  readonly due: (at: string, isOver: boolean) => string;
  readonly lease: (until: string, isOut: boolean) => string;
  readonly description: string;
  readonly notes: (shown: number, all: number) => string;
  readonly attempts: (shown: number, all: number) => string;
  readonly tried: (number: number, outcome: string, at: string) => string;
  readonly builtOn: string;
  readonly delivered: (task: string, status: string, result: string) => string;
  readonly more: (lines: number, command: string) => string;
  readonly data: string;
  readonly next: string;
}
