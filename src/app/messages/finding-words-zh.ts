import type { Finding } from "../../domain/finding.ts";
import { type FindingWords, idsOf } from "./finding-words.ts";

const tasks = (finding: Finding) => idsOf(finding, (count) => ` 等，另有 ${count} 个`);
const agent = ({ agent_id = "?" }: Finding) => `Agent ${agent_id}`;
const path = ({ path: where = "?" }: Finding) => where;
const because = ({ reason }: Finding) => (reason === undefined ? "" : `（${reason}）`);
const index = "按各列表重新生成 index.json";
const known = "保持原样，并记入日志";

export const findingWordsZh: FindingWords = {
  labels: {
    root: "根目录",
    agent: "Agent",
    node: "Node",
    lock: "锁",
    repair: "修复：",
    mended: "已修复",
    left: "未修复",
  },
  free: "空闲",
  held: (pid, command, ms) => `由进程 ${pid}（${command}）持有，已 ${ms} 毫秒`,
  next: "修复会做什么见上。要修复：agent-tasks doctor --repair",
  severities: { error: "错误", warning: "警告", note: "提示" },
  sound: "一切正常",
  found: (count) => `发现 ${count} 个问题`,
  repaired: (count, left) => `已修复 ${count} 个，剩余 ${left} 个`,
  busy: "检查期间一直有其他进程在写入：部分结果可能是它们尚未完成的工作。请在它们结束后再查一次",
  saved: (where) => `被替换的内容在：${where}`,
  rebuilt: (who, count, missing) =>
    `${who} 的队列已重建，有 ${count} 个未结束的任务${missing > 0 ? `；另有 ${missing} 个计过数的无法找回` : ""}`,
  lost: (who, id) => `Agent ${who} 的 ${id} 只留下已结束的记录`,
  renumbered: (who, from, to) => `Agent ${who} 的 ${from} 现在是 ${to}`,
  findings: {
    list_unreadable: (finding) => ({
      what: `${agent(finding)} 的列表无法读取${because(finding)}：${path(finding)}`,
      repair: "用日志、文件中尚可读取的部分和归档重建该列表",
    }),
    schema_too_new: (finding) => ({
      what: `${path(finding)} 由更新版本的 agent-tasks 写成`,
      repair: "无法自动修复：请在这里也安装那个版本",
    }),
    list_missing: (finding) => ({
      what: `${agent(finding)} 的列表不见了：${path(finding)}`,
      repair: "用日志和归档重建该列表",
    }),
    task_lost: (finding) => ({
      what: `日志中有 ${agent(finding)} 未结束的任务，但不在任何列表中：${tasks(finding)}。被其他程序覆盖、删除，或不留痕迹地取消了`,
      repair: "放回队列：不做的请在那里取消",
    }),
    task_in_two_places: (finding) => ({
      what: `任务 ${finding.task_id} 出现在多个位置：${finding.places?.join("、")}`,
      repair: "保留最后一次尝试中进展最远的记录，取出其余的",
    }),
    duplicate_id: (finding) => ({
      what: `ID ${finding.task_id} 被分给了多个任务：${finding.places?.join("、")}`,
      repair: "第一个保留它；其余各得一个新 ID，旧 ID 记在 former_id",
    }),
    id_changed: (finding) => ({
      what: `${agent(finding)} 的任务 ${finding.task_id} 在日志中是 ${finding.actual}：有人改了它的 ID`,
      repair: "恢复它的 ID",
    }),
    journal_short: (finding) => ({
      what: `某月的日志缺了一部分：${path(finding)} 应有 ${finding.said} 次结束，只剩 ${finding.actual} 次`,
      repair: "把列表和归档仍能说明的内容重新写入日志",
    }),
    journal_line_unreadable: (finding) => ({
      what: `${path(finding)} 中有 ${finding.count} 行无法读取`,
      repair: "保留可读的行；其余由列表和归档补上",
    }),
    copy_unreadable: (finding) => ({
      what: `归档中有一个文件不是任务${because(finding)}：${path(finding)}`,
      repair: "移到一旁；如果日志有完整的任务，就重写它的副本",
    }),
    purge_unreadable: (finding) => ({
      what: `记录清除了哪些内容的文件无法读取${because(finding)}：${path(finding)}`,
      repair: "将其移到一旁，以列表、归档和剩余的日志为准",
    }),
    no_permission: (finding) => ({
      what: `无法访问 ${path(finding)}${because(finding)}`,
      repair: "无法自动修复：请给此用户读写权限",
    }),
    config_invalid: (finding) => ({
      what: `${path(finding)} 中的设置无法使用${because(finding)}`,
      repair: "无法自动修复：请更正该文件",
    }),
    place_wrong: (finding) => ({
      what: `应是我们的文件夹或文件的位置上是别的东西${because(finding)}：${path(finding)}`,
      repair: "无法自动修复：请看看那是什么，并移到别处",
    }),
    lock_unreliable: (finding) => ({
      what: `${path(finding)} 位于 ${finding.reason} 上，多台机器之间的锁不可靠`,
      repair: "无法自动修复：只让一台机器使用此根目录，或移到本地磁盘",
    }),
    wrong_status: (finding) => ({
      what: `${agent(finding)} 的任务状态与所在位置不符：${tasks(finding)}`,
      repair: "改为所在位置的状态",
    }),
    change_unfinished: (finding) => ({
      what: `${agent(finding)} 的最后一次更改尚未写入归档、日志和索引`,
      repair: "补做；下一条命令也会补做",
    }),
    purge_unfinished: (finding) => ({
      what: `一次清除被中断：其内容尚未全部删除（${path(finding)}）`,
      repair: "删除其余内容；下一次清除也会删除",
    }),
    journal_behind: (finding) => ({
      what: `日志对 ${agent(finding)} 的任务说法不同，或没有记录：${tasks(finding)}`,
      repair: "把列表的内容写入日志",
    }),
    totals_wrong: (finding) => ({
      what: `${agent(finding)} 的列表少计了已结束的任务：${finding.actual} 个只计了 ${finding.said} 个`,
      repair: "重新计数",
    }),
    journal_torn: (finding) => ({
      what: `${path(finding)} 的最后一行不完整`,
      repair: "截去该行；下一条命令也会这样做",
    }),
    copy_missing: (finding) => ({
      what: `${agent(finding)} 已结束的任务在归档中没有副本：${tasks(finding)}`,
      repair: "从列表或日志重写副本；两者都没有的已丢失，并记下来",
    }),
    index_missing: () => ({ what: "没有 index.json", repair: index }),
    index_unreadable: (finding) => ({ what: `index.json 无法读取${because(finding)}`, repair: index }),
    index_agent_missing: (finding) => ({ what: `index.json 中没有 ${agent(finding)}`, repair: index }),
    index_wrong: (finding) => ({
      what: `index.json 中 ${agent(finding)} 的 ${finding.reason} 是 ${finding.said}，列表中是 ${finding.actual}`,
      repair: index,
    }),
    index_totals_wrong: () => ({ what: "index.json 的合计与各列表之和不符", repair: index }),
    counter_missing: (finding) => ({
      what: "没有 task-counter.txt",
      repair: `重新生成：已使用的最大编号是 ${finding.actual}`,
    }),
    counter_unreadable: (finding) => ({
      what: `task-counter.txt 不是数字${because(finding)}`,
      repair: "按已使用的最大编号重新生成",
    }),
    counter_behind: (finding) => ({
      what: `task-counter.txt 是 ${finding.said}，但 task-${finding.actual} 已在使用`,
      repair: "设为已使用的最大编号",
    }),
    lock_left: (finding) => ({
      what: `锁文件还在，但没有进程在工作：${path(finding)}`,
      repair: "接管它，并补做未做完的工作；下一条命令也会这样做",
    }),
    leftover: (finding) => ({
      what: `${path(finding)} 中有 ${finding.count} 个已死进程留下的文件`,
      repair: "处理后移除；下一条命令也会这样做",
    }),
    foreign_owner: (finding) => ({
      what: `有 ${finding.count} 个文件的所有者与根目录不同，第一个是 ${path(finding)}`,
      repair: "如果由 root 运行，改为根目录的所有者",
    }),
    skill_without_program: (finding) => ({
      what: `${path(finding)} 中的技能找不到程序：既没有自带的，PATH 上也没有 agent-tasks`,
      repair: "无法自动修复：请重新安装该技能，或用 npm 安装 agent-tasks",
    }),
    stale_task: (finding) => ({
      what: `${agent(finding)} 的任务 ${finding.task_id} 已执行 ${finding.actual}`,
      repair: "无法自动修复：由它的 Agent 继续，或完成、失败、取消",
    }),
    lease_expired: (finding) => ({
      what: `${agent(finding)} 的任务 ${finding.task_id} 的租约已到期 ${finding.actual}`,
      repair: "修复不处理：该队列的下一次 start 会放回任务，除非其所有者续租",
    }),
    key_missing: (finding) => ({
      what: `${agent(finding)} 永久保留的键没有记录：${tasks(finding)} 的键`,
      repair: "重新记录",
    }),
    key_unreadable: (finding) => ({
      what: `${path(finding)} 没有说明其键属于哪个任务（${finding.reason}）`,
      repair: "根据有键的任务重建",
    }),
    archived_twice: (finding) => ({
      what: `${agent(finding)} 的任务在归档中不止一份：${tasks(finding)}`,
      repair: known,
    }),
    archived_open: (finding) => ({
      what: `${agent(finding)} 的任务尚未结束，但归档中有先前的尝试：${tasks(finding)}`,
      repair: known,
    }),
    archived_only: (finding) => ({
      what: `${agent(finding)} 的任务只在归档中，不在任何列表中：${tasks(finding)}`,
      repair: "从此计为已结束；副本保留",
    }),
    ids_unused: (finding) => ({
      what: `${finding.actual} 个 ID 中有 ${finding.count} 个无处可寻：其任务被原工具取消或丢失`,
      repair: "无法找回。这些 ID 不会再次使用",
    }),
    folder_case: (finding) => ({
      what: `Agent ${finding.agent_id} 的文件夹不是小写`,
      repair: "保持原样；任何大小写都能找到该 Agent",
    }),
    foreign_fields: (finding) => ({
      what: `${agent(finding)} 的任务有原工具不写的字段 ${finding.reason}：${tasks(finding)}`,
      repair: "保留",
    }),
  },
};
