import type { Answers } from "./answers.ts";

export const answersZh: Answers = {
  TASK_ALREADY_EXISTS: `要移动到的 Agent 已有另一个同样 ID 的任务：原工具把一些 ID 用了两次。没有任何更改。由人运行
\`agent-tasks doctor --repair\`，它给其中一个新的 ID；然后即可移动。`,
  SUPERSEDED: `您所代表的那次尝试（\`--attempt\`）已经结束：租约到期后任务被别人取走，或它已失败，或任务被移走、取消。\`outcome\` 和
\`ended_at\` 说明结果。您的报告没有被接受，以免与别人的混淆。不要重复此调用，也不要继续做；\`agent-tasks get --task-id <id>\` 显示任务
现在的状态和后来的记录。需要更多时间就要续租：每次 \`note\` 都会续租，也可用 \`agent-tasks renew\`。`,
  QUEUE_EMPTY: `该 Agent 没有可以开始的任务。这不是故障：Agent 到此停止，脚本以后再问。\`waiting\` 是须等待的任务数（时间未到、失败后的
等待、暂停），\`ready_at\` 是最早可以开始的时间。如果本应有任务，请比较
\`agent-tasks list-all\` 和 \`agent-tasks where\`：任务可能属于别的 Agent，或在别的根目录中。`,
  AGENT_BUSY: `一个 Agent 同时最多执行一个任务，\`current_task_id\` 就是它。继续做，或用 \`complete\`、\`fail\`、\`cancel\` 结束它，
再开始下一个。重启后，\`start --resume\` 会再次给出正在执行的任务，\`resume\` 给出已知的一切。`,
  NO_CURRENT_TASK: `没有正在执行、可以结束的任务。要么还没有开始，要么已经结束：后一种情况下，带 \`--task-id\` 的同样调用会成功，
并答复 \`"changed":false\`。`,
  INVALID_TRANSITION: `待办的任务可以开始，执行中的可以完成或失败，待办或执行中的可以取消，失败的可以重试，
已取消的可以恢复；\`waits_for\` 说明待办任务为何还不能开始。
\`task_status\` 是该任务现在的状态。`,
  TASK_NOT_FOUND: `没有这个 ID 的任务，或它不属于所指定的 Agent：这时 \`owner_agent_id\` 说明属于谁。查找 ID：
\`agent-tasks list --agent <agent>\`，或用 \`agent-tasks query\` 查询所有 Agent。`,
  AGENT_NOT_FOUND: `该 Agent 从未有过任务：第一次 \`create\` 会建立它的队列。名称对吗（\`agent-tasks list-all\`）？
根目录对吗（\`agent-tasks where\`）？`,
  AGENT_AMBIGUOUS: `有两个 Agent 只是大小写不同，而所给的名称与两者都不完全一致。请照 \`agent-tasks list-all\` 的写法。`,
  KEY_CONFLICT: `该 Agent 有一个未结束的任务用了同样的键，但内容不同：\`differs_in\` 是不同的字段。只有一字不差的重复才是安全的。
不同的任务请用不同的键；任务结束后键即可再用；若已被新任务占用，旧任务须等它结束才能重试。`,
  QUEUE_FULL: `一个 Agent 最多有 10,000 个待办任务。把工作交给别的 Agent，或先完成一些。`,
  INVALID_PARAMS: `调用本身有误，重复没有用：\`problem\` 和 \`parameter\` 说明错在哪里。\`agent-tasks <command> --help\` 有示例，
\`agent-tasks schema <command>\` 有准确的输入格式。以 \`--\` 开头的文本写作 \`--name=--text\`，以 @ 开头的长文本写作 \`--result @@text\`。`,
  CONFIG_INVALID: `根目录中的 \`config.json\` 无法读取，或有不认识的设置。请手工更正；在此之前只有 \`where\`、\`config\` 和说明性的
\`help\`、\`prime\`、\`schema\` 可用。
\`agent-tasks config list\` 显示其中可以有什么。`,
  LOCK_ACQUIRE_FAILED: `其他进程写入的时间超过了本次调用愿意等待的时间（8 秒，\`--lock-timeout\`）。没有任何更改：请重复调用。
已死的进程不会留下锁；停住的进程的锁会被接管。若一直如此，\`holder\` 说明是谁。`,
  STORE_CORRUPT: `某个文件已损坏，或被改成了不是任务列表的内容。\`path\` 是该文件，\`problem\` 说明问题。文件保持原样，Agent 也不要动它：
其他 Agent 的队列照常工作，只有查询全部的命令（\`list-all\`，以及不带 \`--agent\` 的 \`query\` 和 \`stats\`）会失败。
由人运行 \`agent-tasks doctor\`，它说明问题以及修复会做什么，再运行 \`agent-tasks doctor --repair\`：它用日志、归档和文件中尚可读取的
部分重建列表，并保留被替换内容的副本。\`task_missing\` 表示某个已结束任务的副本不见了：同样处理。`,
  SCHEMA_TOO_NEW: `该文件由本程序的更新版本写成。没有任何更改。请在这里也安装那个版本：
若文件中写明，\`needs_version\` 就是版本号。`,
  IO_ERROR: `系统拒绝：\`path\` 和 \`reason\` 说明是什么、为什么。磁盘已满或没有权限须先解决。看不见的根目录从不当作空队列：
在沙箱中须挂载它的目录。\`agent-tasks where\` 显示使用的根目录及其来源。`,
  INTERNAL_ERROR: `本程序的缺陷。已答复成功的内容是安全的。带 \`AGENT_TASKS_DEBUG=1\` 重复同样的调用会输出出错位置：请报告。`,
};
