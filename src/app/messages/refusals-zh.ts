import type { ErrorFacts, InvalidParams, InvalidParamsProblem, StoreProblem } from "../../domain/errors.ts";
import { formatDuration } from "../../domain/stats.ts";
import { similarTo } from "../../domain/similar.ts";
import { quoted } from "./quoted.ts";
import type { Explanation, Refusals } from "./refusals.ts";
import { STATUS_ZH } from "./status-zh.ts";

// The sentences that the original tool had are kept word for word: its callers may look for them.

export const refusalsZh: Refusals = {
  more: (code) => `（详情：agent-tasks help ${code}）`,
  errors: {
    INTERNAL_ERROR: ({ detail }) => ({
      error: `agent-tasks 的程序缺陷：${detail}`,
      hint: "设置 AGENT_TASKS_DEBUG=1 查看出错位置，并报告此问题",
    }),
    IO_ERROR: ({ path, reason, has_begun }) => ({
      error: `系统拒绝${path === undefined ? "了操作" : `访问 ${path}`}：${SYSTEM_REASONS[reason] ?? reason}`,
      hint: has_begun
        ? "修复已经开始，没有任何丢失：请腾出空间或给予权限后再运行一次"
        : "没有任何更改。用 `agent-tasks where` 查看使用的根目录及其来源，再检查它是否存在、是否可写",
    }),
    INVALID_PARAMS: (facts) => invalidParams(facts),
    CONFIG_INVALID: ({ path, key, detail }) => ({
      error: `${path} 中的设置无法使用${key === undefined ? "" : `（${key}）`}：${detail}`,
      hint: "请更正该文件；用 `agent-tasks where` 查看各项设置及其来源",
    }),
    QUEUE_EMPTY: ({ agent_id, waiting, ready_at, held, no_queue }) => ({
      error:
        waiting === undefined
          ? `Agent ${agent_id} 没有待办任务`
          : `Agent ${agent_id} 现在没有可开始的任务：${waiting} 个须等待${held ? "，因为队列已暂停" : ""}`,
      hint:
        ready_at === undefined
          ? `现在无事可做。以后再问${no_queue ? "。该 Agent 从未有过任务：名称对吗？" : ""}`
          : `现在无事可做。下一个可在 ${ready_at} 开始`,
    }),
    TASK_NOT_FOUND: ({ task_id, agent_id, owner_agent_id }) => ({
      error:
        owner_agent_id === undefined
          ? `任务 ${task_id} 不存在${agent_id === undefined ? "" : `（Agent ${agent_id}）`}`
          : `任务 ${task_id} 不属于 Agent ${agent_id}，而属于 Agent ${owner_agent_id}`,
      hint:
        owner_agent_id === undefined
          ? `查找 ID：agent-tasks list --agent ${agent_id ?? "<agent>"}`
          : `请指定它的 Agent：--agent ${owner_agent_id}`,
    }),
    AGENT_NOT_FOUND: ({ agent_id }) => ({
      error: `Agent ${agent_id} 不存在：它从未有过任务`,
      hint: "请检查名称；第一次 `create` 会建立队列。用 `agent-tasks where` 查看使用的根目录",
    }),
    AGENT_BUSY: ({ agent_id, current_task_id }) => ({
      error: `Agent ${agent_id} 不能开始新任务：${current_task_id} 正在执行`,
      hint: `它仍是该 Agent 的任务。查看：agent-tasks get --task-id ${current_task_id}；继续做，再标记为完成或失败。重启之后：agent-tasks start --agent ${agent_id} --resume`,
    }),
    NO_CURRENT_TASK: ({ agent_id }) => ({
      error: `Agent ${agent_id} 没有当前任务`,
      hint: `取一个任务：agent-tasks start --agent ${agent_id}。若是重复一次没有收到答复的调用，请指定任务：--task-id <id>`,
    }),
    INVALID_TRANSITION: (facts) => ({ error: transitionError(facts), hint: transitionHint(facts) }),
    TASK_ALREADY_EXISTS: ({ agent_id, task_id }) => ({
      error: `Agent ${agent_id} 已有任务 ${task_id}，而且是另一个任务`,
      hint: "原工具把一些 ID 用了两次。agent-tasks doctor --repair 会给每个任务各自的 ID；然后再试",
    }),
    SUPERSEDED: ({ agent_id, task_id, attempt, outcome, ended_at, task_status, current_attempt }) => ({
      error: `任务 ${task_id} 的第 ${attempt} 次尝试已经结束（${OUTCOMES[outcome] ?? outcome}${ended_at === undefined ? "" : `，${ended_at}`}）：任务现在是${STATUS_ZH[task_status]}，第 ${current_attempt} 次尝试`,
      hint: `没有任何更改。停止做 ${task_id}，不要重复此调用；您的发现可能对别人有用：agent-tasks get --task-id ${task_id} 说明现在的情况。然后取下一个：agent-tasks start --agent ${agent_id}`,
    }),
    KEY_CONFLICT: ({ agent_id, key, task_id, differs_in }) => ({
      error: `键 ${quoted(key)} 属于 Agent ${agent_id} 的 ${task_id}，${differs_in.length === 0 ? "该任务尚未结束" : `其 ${differs_in.join("、")} 不同`}`,
      hint: `不同的任务请用不同的键，或查看该任务：agent-tasks get --task-id ${task_id}`,
    }),
    QUEUE_FULL: ({ agent_id, limit }) => ({
      error: `Agent ${agent_id} 已有 ${limit} 个待办任务，不再接收`,
      hint: "请先完成一些任务，或将任务交给其他 Agent",
    }),
    AGENT_AMBIGUOUS: ({ agent, candidates }) => ({
      error: `${quoted(agent)} 可能指多个 Agent：${candidates.join("、")}`,
      hint: "请按列出的写法准确书写 ID",
    }),
    LOCK_ACQUIRE_FAILED: ({ path, waited_ms, held_ms, holder }) => ({
      error: `其他进程占用根目录，已等待 ${waited_ms} 毫秒（${path}${holder ? `，持有者为进程 ${holder.pid}，${quoted(holder.command)}` : ""}${held_ms === undefined ? "" : `，已持有 ${held_ms} 毫秒`}）`,
      hint: "没有任何更改：可以安全地重复同样的调用",
    }),
    STORE_CORRUPT: ({ path, problem, detail }) => ({
      error: `${path} 不可信：${STORE_PROBLEMS[problem]}${detail === undefined ? "" : `（${detail}）`}`,
      hint: "文件保持原样，并告诉人：agent-tasks doctor 说明出了什么问题。其他 Agent 的队列照常工作：用 --agent 指定",
    }),
    SCHEMA_TOO_NEW: ({ path, schema_version, supported_version, needs_version }) => ({
      error: `${path} 由更新版本的 agent-tasks 写入（格式 ${schema_version}，本版本支持 ${supported_version}）`,
      hint: `没有任何更改。请安装${needs_version === undefined ? "最新版本" : ` ${needs_version} 或更新的版本`}：npm install -g agent-task-list@${needs_version === undefined ? "latest" : `">=${needs_version}"`}`,
    }),
  },
};

const OUTCOMES: Readonly<Record<string, string>> = {
  failed: "失败",
  expired: "租约到期",
  moved: "已移走",
  cancelled: "已取消",
};

/** What cannot be done with a task in its state. */
const ACTIONS: Readonly<Partial<Record<string, string>>> = {
  edit: "修改",
  move: "移动",
  hold: "暂停",
  release: "恢复",
  note: "记录",
  renew: "续租",
};

const WAITS: Readonly<Record<string, string>> = {
  hold: "它已被暂停",
  queue_hold: "它的队列已被暂停",
  dependency: "它在等待其他任务",
  not_before: "在此之前不得开始：",
  retry_delay: "失败后须等到 ",
};

function transitionError({
  task_id,
  task_status,
  wanted_status,
  action,
  waits_for,
  ready_at = "",
}: ErrorFacts["INVALID_TRANSITION"]): string {
  if (waits_for !== undefined) return `任务 ${task_id} 现在不能开始：${WAITS[waits_for]}${ready_at}`;
  const wanted = wanted_status ? `变为${STATUS_ZH[wanted_status]}` : (ACTIONS[action ?? ""] ?? action);
  return `任务 ${task_id} 的状态是${STATUS_ZH[task_status]}，不能${wanted}`;
}

function transitionHint({ agent_id, task_id, current_task_id, waits_for }: ErrorFacts["INVALID_TRANSITION"]): string {
  if (waits_for === "queue_hold") return `恢复：agent-tasks release --agent ${agent_id}`;
  if (waits_for === "hold") return `恢复：agent-tasks release --agent ${agent_id} --task-id ${task_id}`;
  if (waits_for === "dependency") return `查看等待哪些任务：agent-tasks why --task-id ${task_id}`;
  if (waits_for !== undefined) {
    return `到时再问，或：agent-tasks edit --agent ${agent_id} --task-id ${task_id} --not-before none`;
  }
  return current_task_id === undefined
    ? `查看任务：agent-tasks get --task-id ${task_id}`
    : `当前任务是 ${current_task_id}；查看另一个：agent-tasks get --task-id ${task_id}`;
}

const SYSTEM_REASONS: Readonly<Record<string, string>> = {
  EACCES: "没有权限（EACCES）",
  EDQUOT: "磁盘配额已用完（EDQUOT）",
  EIO: "磁盘报告错误（EIO）",
  EMFILE: "打开的文件过多（EMFILE）",
  ENOENT: "不存在（ENOENT）",
  ENOSPC: "磁盘已满（ENOSPC）",
  ENOTDIR: "不是目录（ENOTDIR）",
  EPERM: "不允许（EPERM）",
  EROFS: "文件系统只读（EROFS）",
};

const STORE_PROBLEMS: Readonly<Record<StoreProblem, string>> = {
  empty_file: "文件为空",
  not_utf8: "不是 UTF-8 文本",
  not_json: "不是 JSON",
  too_large: "大于 256 MiB",
  too_deep: "嵌套过深",
  number_too_large: "其中的编号过大，无法继续",
  not_a_task_list: "不是任务列表",
  not_a_task: "不是任务",
  task_missing: "其中有一个任务，既不在任何列表中，也不在归档中",
  list_missing: "它不见了，而索引中有它的任务",
  another_agents_list: "是另一个 Agent 的列表",
  symbolic_link: "是符号链接",
  not_a_file: "不是普通文件",
  not_a_folder: "不是目录",
  not_a_key: "没有说明键属于哪个任务",
  not_a_purge: "没有说明清除了什么",
};

const INVALID_PARAMS: Readonly<Record<InvalidParamsProblem, (facts: InvalidParams, name: string) => string>> = {
  required: (_, name) => `缺少 ${name}`,
  unknown: (_, name) => `没有参数 ${name}`,
  not_text: (_, name) => `${name} 必须是文本`,
  empty: (_, name) => `${name} 不能为空`,
  too_long: ({ limit }, name) => `${name} 过长：最多 ${limit} 个字符`,
  too_large: ({ limit }, name) => `${name} 过大：最多 ${limit} 字节`,
  too_deep: ({ limit }, name) => `${name} 嵌套过深：最多 ${limit} 层`,
  forbidden_key: ({ given }, name) => `${name} 不能有键 ${quoted(given)}`,
  not_a_priority: () => "优先级必须在 1-10 之间",
  not_an_agent_id: ({ given }) =>
    `${quoted(given)} 不能作为 Agent：只能用字母、数字、_ 和 -，最多 64 个，首个须为字母或数字`,
  not_a_task_id: ({ given }) => `${quoted(given)} 不是任务 ID`,
  not_a_whole_number: ({ given, from = 0, limit }, name) =>
    `${name} 必须是 ${from} 到 ${limit} 的整数，而不是 ${quoted(given)}`,
  not_a_choice: ({ given, choices = [] }, name) => `${name} 必须是 ${choices.join("、")} 之一，而不是 ${quoted(given)}`,
  not_json: ({ given }, name) => `${name} 不是 JSON：${given}`,
  not_an_object: (_, name) => `${name} 必须是 JSON 对象`,
  not_a_number: (_, name) => `${name} 中有过大而无法保存的数`,
  not_a_list: (_, name) => `${name} 必须是任务：一个 JSON 对象、一个数组或每行一个`,
  not_a_time: ({ given }, name) =>
    `${name} 必须是 ISO 8601 时间，如 2026-04-10 或 2026-04-10T10:00:00+08:00，而不是 ${quoted(given)}`,
  not_a_month: ({ given }, name) => `${name} 必须是月份，如 2026-04，而不是 ${quoted(given)}`,
  not_a_duration: ({ given }, name) =>
    `${name} 必须是时长，如 90s、15m、2h、3d 或 1w，最多十年；不能是 ${quoted(given)}`,
  not_a_when: ({ given }, name) =>
    `${name} 必须是时长，如 2h，或 ISO 8601 时间，如 2026-04-10 或 2026-04-10T10:00:00+08:00；不能是 ${quoted(given)}`,
  not_an_attempt: ({ given, limit }, name) =>
    `${name} 必须是已经开始的尝试，该任务共有 ${limit} 次；不能是 ${quoted(given)}`,
  too_short: ({ given, limit = 0 }, name) => `${name} 至少为 ${formatDuration(limit)}，不能是 ${quoted(given)}`,
  not_a_line: (_, name) => `${name} 必须是一行，且没有控制字符`,
  in_the_past: ({ given }, name) => `${name} 必须在将来，而 ${given} 已经过去`,
  in_the_future: ({ given }, name) => `${name} 必须在过去，而 ${given} 还没到`,
  needs_other: ({ given }, name) => `没有 ${given} 时 ${name} 没有意义`,
  same_agent: ({ given }) => `任务应交给另一个 Agent，而 ${quoted(given)} 已经拥有它`,
  too_many: ({ limit }, name) => `${name} 过多：最多 ${limit} 个`,
  cycle: ({ given }, name) => `${name} 会使任务互相等待：${given}`,
  not_a_label: (_, name) => `${name} 必须在一行内，不含逗号和控制字符`,
  from_after_to: ({ given = "to" }, name) => `${name} 的时间晚于 ${given}`,
  not_together: ({ given }, name) => `${name} 和 ${given} 不能同时使用`,
  needs_terminal: (_, name) => `${name} 只供终端前的人使用`,
  seq_gone: ({ given, from }, name) =>
    `日志已不再包含 ${name} ${given} 之后的全部事件：${from === undefined ? "日志已不在" : `可从 ${from} 继续`}`,
  seq_to_come: ({ given, limit }, name) => `${name} ${given} 是尚未发生的事件：最新的是 ${limit}`,
  not_confirmed: ({ given, count = 0 }) => `没有人确认要对组 ${quoted(given)} 的 ${count} 个任务这样做`,
  purge_not_confirmed: ({ count = 0 }) => `没有人确认要从历史中清除 ${count} 个已结束的任务`,
  not_empty: ({ path }, name) => `${name}：${path} 中已有内容`,
  import_not_confirmed: ({ count = 0 }) => `没有人确认要导入 ${count} 个任务`,
  import_unknown: ({ given = "" }, name) => `${name} 中没有可读取的任务${IMPORT_FORMATS[given] ?? ""}`,
  import_version: ({ given, limit }, name) =>
    `${name} 由更新版本的 agent-tasks 导出（版本 ${quoted(given)}；本程序只认识 ${limit}）`,
  not_importable: ({ given, count = 1 }) => `文件无法导入：${given}${count === 1 ? "" : `，另有 ${count - 1} 处问题`}`,
  too_much_at_once: ({ limit = 0 }) => `任务过多，无法一次导入：最多 ${limit / 1024 / 1024} MiB`,
  file_exists: ({ path }) => `${path} 已经存在`,
  another_agent: ({ given }) => `有任务指定了另一个 Agent：${quoted(given)}`,
  key_used_twice: ({ given }) => `键 ${quoted(given)} 已用于本次调用中另一个不同的任务`,
  not_utf8: ({ path }, name) => `${name} 不是 UTF-8 文本${path === undefined ? "" : `（${path}）`}`,
  file_unreadable: ({ path, given }, name) => `${name}：无法读取 ${path}（${given}）`,
  input_used_twice: (_, name) => `${name} 需要标准输入，但它已被另一个参数使用`,
  agent_unknown: () => "没有指定 Agent",
  unknown_command: ({ given }) => `没有命令 ${quoted(given)}`,
  unknown_option: ({ given }) => `没有选项 ${given}`,
  option_without_value: (_, name) => `${name} 需要一个值`,
  option_as_value: ({ given }, name) => `${name} 需要一个值，而 ${quoted(given)} 看起来是选项`,
  excess_argument: ({ given }) => `多余的参数 ${quoted(given)}：每个值都属于一个选项`,
};

const IMPORT_FORMATS: Readonly<Record<string, string>> = {
  csv: "：它是 CSV，供表格软件使用，内容不完整",
  md: "：它是 Markdown，供阅读使用，内容不完整",
};

function invalidParams(facts: InvalidParams): Explanation {
  const sentence = INVALID_PARAMS[facts.problem](facts, facts.parameter ?? "参数");
  const error = facts.item === undefined ? sentence : `第 ${facts.item} 项：${sentence}`;
  return { error, hint: invalidHint(facts) };
}

function invalidHint({ problem, command, parameter, given, choices = [] }: InvalidParams): string {
  if (problem === "agent_unknown") return "请使用 --agent <id>，或设置 AGENT_TASKS_AGENT";
  if (problem === "not_together" && given === "input") return "请只在 input 中描述每个任务，或每个任务调用一次";
  if (problem === "not_together") return `请只给出其中一个：${parameter} 或 ${given}`;
  if (problem === "needs_terminal") return "不带它可得到当前的看板；程序请用 `agent-tasks watch` 跟踪变化";
  if (problem === "purge_not_confirmed") return "没有任何更改。用 --dry-run 查看数量，用 --yes 执行：执行后无法撤销";
  if (problem === "not_confirmed") return "没有任何更改。用 --dry-run 查看是哪些，用 --yes 执行";
  if (problem === "not_empty") return "请给出一个空目录，或尚不存在的目录";
  if (problem === "import_not_confirmed") return "没有任何更改。用 --dry-run 查看内容，用 --yes 执行";
  if (problem === "not_importable") return "没有任何更改。查看全部问题：agent-tasks validate --file <文件>";
  if (problem === "import_unknown")
    return "可以导入：export 的文件（json、jsonl）、JSON 行格式的任务、task-list.json，或任务根目录";
  if (problem === "import_version") return "没有任何更改。请安装最新版本：npm install -g agent-task-list@latest";
  if (problem === "too_much_at_once") return "没有任何更改。请用 --agent 逐个 Agent 导入";
  if (problem === "file_exists") return "请换一个文件名，或用 --force 替换它";
  if (problem === "another_agent") return "一次调用只为一个 Agent 添加任务：请分别调用";
  if (problem === "required" && choices.length > 0) return `可选：${choices.join("、")}`;
  if (problem === "option_as_value") return `如果它是文本：${parameter}=${given}`;
  if (problem === "file_unreadable" && parameter === "file") return "请给出文件的路径，或用 - 表示标准输入";
  if (problem === "file_unreadable") return "@ 表示读取文件；以 @ 开头的文本写作 @@";
  if (problem === "needs_other") return `请同时给出 ${given}，或不用 ${parameter}`;
  if (problem === "cycle") return "请去掉其中一个：否则都无法开始";
  if (problem === "too_large") return "请将文本保存在您自己的文件中，在任务里写明其路径";
  const meant = problem === "not_a_choice" ? similarTo(given ?? "", choices) : undefined;
  if (meant !== undefined) return `您是否想用 ${meant}？`;
  const isUnknown = problem === "unknown_command" || problem === "unknown_option";
  if (isUnknown && choices.length > 0) return `您是否想用 ${choices.join(" 或 ")}？`;
  const help = `agent-tasks ${command === undefined ? "" : `${command} `}--help`;
  if (isUnknown) return `查看全部：${help}`;
  return `请更正调用（${help} 显示写法），原样重复没有帮助`;
}
