import { isDeepStrictEqual } from "node:util";
import { ownFields } from "../../domain/adopted.ts";
import type { AgentList } from "../../domain/agent-list.ts";
import type { Retold } from "../../domain/retold.ts";
import type { AdoptionDraft } from "./adoption-plan.ts";

/** The lines, the first of them with what the list says of itself, where the journal does not know it. */
export function withListFields(
  [first, ...others]: readonly AdoptionDraft[],
  list: AgentList,
  told: Retold,
): readonly AdoptionDraft[] {
  if (!first) return [];
  const fields = ownFields(list);
  if (told.isQueue && isDeepStrictEqual(fields, ownFields(told.list))) return [first, ...others];
  return [{ ...first, list: fields }, ...others];
}
