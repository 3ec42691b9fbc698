import type { Finding } from "../../domain/finding.ts";
import { type FindingWords, idsOf } from "./finding-words.ts";

const tasks = (finding: Finding) => idsOf(finding, (count) => ` and ${count} more`);
const agent = ({ agent_id = "?" }: Finding) => `agent ${agent_id}`;
const path = ({ path: where = "?" }: Finding) => where;
const because = ({ reason }: Finding) => (reason === undefined ? "" : ` (${reason})`);
const index = "index.json is made again from the lists.";
const known = "It stays as it is, and is noted in the journal.";

export const findingWordsEn: FindingWords = {
  labels: {
    root: "Root",
    agent: "Agent",
    node: "Node",
    lock: "Lock",
    repair: "Repair: ",
    mended: "mended",
    left: "left",
  },
  free: "free",
  held: (pid, command, ms) => `held by process ${pid}, ${command}, for ${ms} ms`,
  next: "What a repair would do is said above. To let it: agent-tasks doctor --repair",
  severities: { error: "error", warning: "warning", note: "note" },
  sound: "Nothing is wrong.",
  found: (count) => `${count} ${count === 1 ? "finding" : "findings"}.`,
  repaired: (count, left) => `${count} mended, ${left} left.`,
  busy: "Others were writing all the time: some of this may be their unfinished work. Look again when they are done.",
  saved: (where) => `What was replaced: ${where}`,
  rebuilt: (who, count, missing) =>
    `The queue of ${who} was made again; open tasks: ${count}${missing > 0 ? `; ${missing} that were counted could not be brought back` : ""}.`,
  lost: (who, id) => `Of ${id} of agent ${who} nothing is left but that it ended.`,
  renumbered: (who, from, to) => `${from} of agent ${who} is ${to} now.`,
  findings: {
    list_unreadable: (finding) => ({
      what: `The list of ${agent(finding)} cannot be read${because(finding)}: ${path(finding)}.`,
      repair: "The list is made again from the journal, what can still be read of the file, and the archive.",
    }),
    schema_too_new: (finding) => ({
      what: `A newer agent-tasks has written ${path(finding)}.`,
      repair: "Not by a repair: install that version here too.",
    }),
    list_missing: (finding) => ({
      what: `The list of ${agent(finding)} is gone: ${path(finding)}.`,
      repair: "The list is made again from the journal and the archive.",
    }),
    task_lost: (finding) => ({
      what: `The journal tells of open tasks of ${agent(finding)} that no list has: ${tasks(finding)}. Another program has overwritten, removed or cancelled them without a trace.`,
      repair: "They are put back into the queue: cancel there what is not to be done.",
    }),
    task_in_two_places: (finding) => ({
      what: `Task ${finding.task_id} stands in several places: ${finding.places?.join(", ")}.`,
      repair: "The record of the last attempt that has come farthest stays, the others are taken out.",
    }),
    duplicate_id: (finding) => ({
      what: `The id ${finding.task_id} was given to several tasks: ${finding.places?.join(", ")}.`,
      repair: "The first keeps it; each other gets a new id, and its old one as former_id.",
    }),
    id_changed: (finding) => ({
      what: `Task ${finding.task_id} of ${agent(finding)} is ${finding.actual} in the journal: somebody has changed its id.`,
      repair: "It gets its id back.",
    }),
    journal_short: (finding) => ({
      what: `Of a month's journal some is gone: ${finding.actual} of ${finding.said} ends in ${path(finding)}.`,
      repair: "What lists and archive still tell is written into the journal again.",
    }),
    journal_line_unreadable: (finding) => ({
      what: `Lines that cannot be read in ${path(finding)}: ${finding.count}.`,
      repair: "The lines that can be read stay; what they do not tell, lists and archive do.",
    }),
    copy_unreadable: (finding) => ({
      what: `A file in the archive is no task${because(finding)}: ${path(finding)}.`,
      repair: "It is put aside; if the journal has the whole task, its copy is written again.",
    }),
    purge_unreadable: (finding) => ({
      what: `What says what was purged cannot be read${because(finding)}: ${path(finding)}.`,
      repair: "It is put aside; lists, archive and what is left of the journal are taken for all that there is.",
    }),
    no_permission: (finding) => ({
      what: `No access to ${path(finding)}${because(finding)}.`,
      repair: "Not by a repair: give this user the right to read and write it.",
    }),
    config_invalid: (finding) => ({
      what: `The settings in ${path(finding)} cannot be used${because(finding)}.`,
      repair: "Not by a repair: correct the file.",
    }),
    place_wrong: (finding) => ({
      what: `Something else stands where a folder or file of ours should be${because(finding)}: ${path(finding)}.`,
      repair: "Not by a repair: look what it is, and put it elsewhere.",
    }),
    lock_unreliable: (finding) => ({
      what: `${path(finding)} lies on ${finding.reason}, where locks cannot be trusted between machines.`,
      repair: "Not by a repair: let one machine alone use this root, or move it to a local disk.",
    }),
    wrong_status: (finding) => ({
      what: `Tasks of ${agent(finding)} have another status than their place says: ${tasks(finding)}.`,
      repair: "They get the status of their place.",
    }),
    change_unfinished: (finding) => ({
      what: `The last change of ${agent(finding)} is not carried out in archive, journal and index yet.`,
      repair: "It is carried out; the next command would do it too.",
    }),
    purge_unfinished: (finding) => ({
      what: `A purge was interrupted: what it took away is not all removed yet (${path(finding)}).`,
      repair: "The rest is removed; the next purge would do it too.",
    }),
    journal_behind: (finding) => ({
      what: `The journal tells otherwise of tasks of ${agent(finding)}, or not at all: ${tasks(finding)}.`,
      repair: "What the list says is written into the journal.",
    }),
    totals_wrong: (finding) => ({
      what: `The list of ${agent(finding)} counts fewer finished tasks than there are: ${finding.said} of ${finding.actual}.`,
      repair: "They are counted again.",
    }),
    journal_torn: (finding) => ({
      what: `The last line of ${path(finding)} is torn.`,
      repair: "It is cut off; the next command would do it too.",
    }),
    copy_missing: (finding) => ({
      what: `Finished tasks of ${agent(finding)} have no copy in the archive: ${tasks(finding)}.`,
      repair: "The copies are written again from the list or the journal; what neither has is lost, and noted as such.",
    }),
    index_missing: () => ({ what: "There is no index.json.", repair: index }),
    index_unreadable: (finding) => ({ what: `index.json cannot be read${because(finding)}.`, repair: index }),
    index_agent_missing: (finding) => ({ what: `index.json does not know ${agent(finding)}.`, repair: index }),
    index_wrong: (finding) => ({
      what: `index.json says of ${agent(finding)}: ${finding.reason} ${finding.said}; the list says ${finding.actual}.`,
      repair: index,
    }),
    index_totals_wrong: () => ({ what: "The totals in index.json are not the sum of the lists.", repair: index }),
    counter_missing: (finding) => ({
      what: "There is no task-counter.txt.",
      repair: `It is made again: ${finding.actual} is the largest number in use.`,
    }),
    counter_unreadable: (finding) => ({
      what: `task-counter.txt is no number${because(finding)}.`,
      repair: "It is made again from the largest number in use.",
    }),
    counter_behind: (finding) => ({
      what: `task-counter.txt says ${finding.said}, and task-${finding.actual} is in use.`,
      repair: "It is set to the largest number in use.",
    }),
    lock_left: (finding) => ({
      what: `The lock lies there, and nobody works under it: ${path(finding)}.`,
      repair: "It is taken over, and what was left undone is done; the next command would do it too.",
    }),
    leftover: (finding) => ({
      what: `Files that processes left when they died, in ${path(finding)}: ${finding.count}.`,
      repair: "They are looked after and removed; the next command would do it too.",
    }),
    foreign_owner: (finding) => ({
      what: `Files of somebody else than the owner of the root folder: ${finding.count}, the first is ${path(finding)}.`,
      repair: "If root runs it, they are given to the owner of the root folder.",
    }),
    skill_without_program: (finding) => ({
      what: `The skill in ${path(finding)} finds no program: neither its own nor agent-tasks on the PATH.`,
      repair: "Not by a repair: install the skill again, or agent-tasks with npm.",
    }),
    stale_task: (finding) => ({
      what: `Task ${finding.task_id} of ${agent(finding)} has been running for ${finding.actual}.`,
      repair: "Not by a repair: its agent goes on with it, or completes, fails or cancels it.",
    }),
    lease_expired: (finding) => ({
      what: `The lease of task ${finding.task_id} of ${agent(finding)} ran out ${finding.actual} ago.`,
      repair: "Not by a repair: the next start of that queue puts the task back, unless its owner renews.",
    }),
    key_missing: (finding) => ({
      what: `Keys of ${agent(finding)} that are kept for ever are not on record: those of ${tasks(finding)}.`,
      repair: "They are recorded again.",
    }),
    key_unreadable: (finding) => ({
      what: `${path(finding)} does not say which task has its key (${finding.reason}).`,
      repair: "It is made again from the tasks that have keys.",
    }),
    archived_twice: (finding) => ({
      what: `Tasks of ${agent(finding)} are in the archive more than once: ${tasks(finding)}.`,
      repair: known,
    }),
    archived_open: (finding) => ({
      what: `Tasks of ${agent(finding)} are open, and an earlier attempt is in the archive: ${tasks(finding)}.`,
      repair: known,
    }),
    archived_only: (finding) => ({
      what: `Tasks of ${agent(finding)} are in the archive and in no list: ${tasks(finding)}.`,
      repair: "They count as finished from now on; their copies stay.",
    }),
    ids_unused: (finding) => ({
      what: `${finding.count} of ${finding.actual} ids are nowhere: their tasks were cancelled, or lost, by the original tool.`,
      repair: "Nothing can bring them back. Their ids are not given again.",
    }),
    folder_case: (finding) => ({
      what: `The folder of agent ${finding.agent_id} is not lower case.`,
      repair: "It stays as it is; the agent is found under any case.",
    }),
    foreign_fields: (finding) => ({
      what: `Tasks of ${agent(finding)} have fields that the original tool does not write, ${finding.reason}: ${tasks(finding)}.`,
      repair: "They are kept.",
    }),
  },
};
