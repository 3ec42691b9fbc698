import { examplesWith } from "./examples.ts";
import type { HelpTexts } from "./help.ts";

export const helpZh: HelpTexts = {
  about: "每个 Agent 一个任务队列，就是普通文件：下一步做什么、已开始、已完成、失败了。",
  footer: `
更多:
  agent-tasks help <command>    该命令的示例和选项
  agent-tasks help agents       工作循环，可粘贴到 AGENTS.md
  agent-tasks help exit-codes   各退出状态要求调用者做什么
  agent-tasks help environment  环境变量和设置，以及谁优先
  agent-tasks help output       输出格式、语言、长文本
  agent-tasks help <CODE>       遇到某个错误怎么办：agent-tasks help AGENT_BUSY`,
  groups: { work: "工作:", look: "查看:", care: "维护:", set_up: "设置:" },
  titles: {
    "Examples:": "示例:",
    "Usage:": "用法:",
    "Arguments:": "参数:",
    "Options:": "选项:",
    "Global Options:": "通用选项:",
  },
  help: "显示此帮助",
  version: "显示版本号",
  commands: {
    create: "向 Agent 的队列添加任务",
    start: "取下一个任务，或指定的任务",
    complete: "将当前任务标记为完成",
    fail: "将当前任务标记为失败",
    list: "显示 Agent 的队列",
    "list-all": "显示每个 Agent 的任务数",
    get: "按 ID 查找任务",
    query: "按状态、优先级和时间查询任务",
    history: "显示 Agent 已结束的任务，最新的在前",
    stats: "统计任务数、成功率和耗时",
    cancel: "取消执行中或待办的任务",
    retry: "将失败的任务重新加入待办队列",
    doctor: "说明文件有什么问题，并修复",
    where: "显示根目录、Agent 和设置，以及各自的来源",
    config: "显示或更改长期设置：list、get <setting>、set <setting> <value>",
    prime: "输出 Agent 需要知道的内容，供其上下文使用",
    schema: "输出某个命令的输入和输出的 JSON Schema",
  },
  examples: examplesWith({
    task: "修复登录",
    nightly: "夜间检查",
    result: "已在 4f2a 修复",
    error: "无权访问仓库",
    reason: "重复的需求",
  }),
  flags: {
    action: "list、get 或 set",
    agent: "Agent（默认：AGENT_TASKS_AGENT，或当前 OpenClaw 工作区的所有者）",
    agent_name: "Agent 的显示名称",
    by: "--from 和 --to 所指的时间：assigned、started 或 finished（默认：assigned）",
    command: "命令，如 create",
    description: "要做什么；- 读标准输入，@file 读文件",
    dry_run: "只说明会做什么，不做任何更改",
    error: "出了什么问题；- 读标准输入，@file 读文件",
    fields: "只输出任务的这些字段：id,name,status",
    from: "从何时起：2026-04-10 或 2026-04-10T10:00:00+08:00",
    input: "JSON 格式的任务：一个、一个数组或每行一个；- 读标准输入，@file 读文件",
    key: "您自己给任务的名称：任务未结束时，同样的调用只添加一次",
    lang: "语句的语言：en 或 zh（默认：系统语言）",
    limit: "最多输出多少个任务（history：10）",
    lock_timeout: "其他进程写入时等待多少毫秒（默认：8000）",
    metadata: "您自己的 JSON 对象；- 读标准输入，@file 读文件",
    min_priority: "此优先级及以上的任务",
    month: "在该月结束的任务：2026-04",
    name: "一行说明任务，最多 500 个字符",
    operator: "操作者，写入日志（默认：该 Agent）",
    output: "json、jsonl、plain 或 table（默认：终端上为表格，否则为 json）",
    priority: "1 到 10，越大越紧急，或 P0 到 P3（默认：5）",
    reason: "原因；- 读标准输入，@file 读文件",
    result: "交付了什么；- 读标准输入，@file 读文件",
    root: "所有队列的目录（默认：AGENT_TASKS_ROOT，或 OpenClaw 工作区中的 agent-tasks）",
    repair: "修复能修复的；被替换的内容先留副本",
    setting: "output、lang、lock_timeout_ms 或 keep_finished",
    stale: "找出执行时间更长的任务：90s、30m、4h、2d",
    status: "pending、running、completed、failed 或 cancelled",
    task_id: "任务 ID，如 task-001",
    to: "到何时为止（含）",
    value: "新的值",
  },
};
