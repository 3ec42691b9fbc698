import { type Finding, findingOfTasks } from "../../../domain/finding.ts";
import { placesOf } from "../../../domain/find-task.ts";
import { groupBy } from "../../../domain/group-by.ts";
import { type KeptKey, keptKeyOf, keyName } from "../../../domain/kept-key.ts";
import { readKey } from "../key-files.ts";
import type { Layout } from "../layout.ts";
import { unlessUnreadable } from "../read-file.ts";
import { whereAndWhy } from "../system-error.ts";
import type { Survey } from "./survey.ts";

/** Whether the keys that tasks have for ever are on record. */
export function checkKeys(survey: Survey): readonly Finding[] {
  const { missing, unreadable } = strangeKeys(survey.layout, keysOf(survey));
  return [
    ...unreadable.map(({ error }): Finding => ({ problem: "key_unreadable", ...whereAndWhy(error) })),
    ...[...groupBy(missing, ({ agent_id }) => agent_id)].flatMap(([agent_id, keys]) =>
      findingOfTasks(
        "key_missing",
        keys.map(({ task_id }) => task_id),
        { agent_id },
      ),
    ),
  ];
}

/** The keys of all tasks that have one for ever: of two with the same one, the first by the journal, which knows where each was made. */
export function keysOf({ lists, copies, toldKeys }: Pick<Survey, "lists" | "copies" | "toldKeys">): readonly KeptKey[] {
  const listed = [...lists.values()].flatMap(({ list }) => placesOf(list)).map(({ task }) => task);
  const found = [...listed, ...copies.map(({ task }) => task)].flatMap((task) => keptKeyOf(task) ?? []);
  const all = [...toldKeys, ...found];
  const first = new Map(all.toReversed().map((kept) => [keyName(kept), kept]));
  return [...first.values()];
}

export interface StrangeKeys {
  /** Those of which there is no record. */
  readonly missing: readonly KeptKey[];
  /** Those whose record cannot be read, and why. */
  readonly unreadable: readonly { readonly kept: KeptKey; readonly error: unknown }[];
}

/** Those of the keys of which there is no record that can be read. */
export function strangeKeys(layout: Layout, keys: readonly KeptKey[]): StrangeKeys {
  const missing: KeptKey[] = [];
  const unreadable: { kept: KeptKey; error: unknown }[] = [];
  for (const kept of keys) {
    let isThere = false;
    const known = unlessUnreadable(
      () => readKey(layout, kept),
      (error) => {
        isThere = true;
        unreadable.push({ kept, error });
      },
    );
    if (!known && !isThere) missing.push(kept);
  }
  return { missing, unreadable };
}
