#!/usr/bin/env python3
"""The calls of the Python skill agent-task-list, answered by agent-tasks.

Callers of the old task_manager.py change nothing: same words, same task root,
JSON on standard output, messages in Chinese (AGENT_TASKS_LANG chooses another
language). What is new: an error has an exit status other than 0.
"""

import json
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.realpath(__file__))

# Long text: agent-tasks reads "-" as standard input and "@x" as a file, the old tool took both as they stand.
TEXT_OPTIONS = {"--description", "--error"}

# The old tool's parser understood the beginning of an option's name.
OPTIONS = {
    "create": ["--agent", "--name", "--description", "--priority"],
    "list": ["--agent"],
    "list-all": [],
    "start": ["--agent"],
    "complete": ["--agent"],
    "fail": ["--agent", "--error"],
    "cancel": ["--agent", "--task-id"],
    "get": ["--task-id"],
    "retry": ["--agent", "--task-id"],
    "query": ["--agent", "--status", "--min-priority", "--from", "--to"],
    "stats": ["--agent"],
    "history": ["--agent", "--limit"],
}


def main(arguments):
    program = find_program()
    if program is None:
        return refuse("找不到 agent-tasks", "请安装 agent-task-list（npm install -g agent-task-list），并确认 node 在 PATH 中")
    command = next((word for word in arguments if not word.startswith("-")), None)
    arguments, standard_input = translated(arguments, OPTIONS.get(command, []))
    if not any(word == "--output" or word.startswith("--output=") for word in arguments):
        arguments += ["--output", "json"]
    environment = dict(os.environ)
    if not environment.get("AGENT_TASKS_LANG"):
        environment["AGENT_TASKS_LANG"] = "zh"
    if standard_input is not None:
        return subprocess.run(program + arguments, env=environment, input=standard_input).returncode
    if os.name == "posix":
        sys.stdout.flush()
        os.execve(program[0], program + arguments, environment)
    return subprocess.run(program + arguments, env=environment).returncode


def find_program():
    """Node and the program beside this file, else the installed one."""
    node = shutil.which("node")
    for path in (os.path.join(HERE, "agent-tasks.mjs"), os.path.join(HERE, "..", "bin", "agent-tasks.js")):
        if node and os.path.exists(path):
            return [node, os.path.normpath(path)]
    installed = shutil.which("agent-tasks")
    return [installed] if installed else None


def translated(arguments, options):
    """The arguments as agent-tasks takes them, and what it is to read from standard input."""
    result, standard_input, option = [], None, None
    for word in arguments:
        if option in TEXT_OPTIONS:
            value, standard_input = literal(word, standard_input)
            result.append(value)
            option = None
            continue
        name, equals, value = word.partition("=")
        if not word.startswith("--"):
            result.append(word)
            option = None
            continue
        name = whole_name(name, options)
        if equals and name in TEXT_OPTIONS:
            value, standard_input = literal(value, standard_input)
        result.append(name + equals + value)
        option = None if equals else name
    return result, standard_input


def whole_name(name, options):
    if name in options:
        return name
    candidates = [option for option in options if option.startswith(name)]
    return candidates[0] if len(candidates) == 1 else name


def literal(value, standard_input):
    if value == "-":
        return "-", b"-"
    return ("@" + value if value.startswith("@") else value), standard_input


def refuse(error, hint):
    document = {"status": "error", "error": error, "code": "INTERNAL_ERROR", "hint": hint, "retryable": False}
    print(json.dumps(document, ensure_ascii=False))
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
