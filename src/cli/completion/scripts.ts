type ShellName = "bash" | "zsh" | "fish";

// Each asks the program what may come next, so that nothing in them depends on its version; complete-line.ts has the
// answers. They ask the program as it was typed, or else by its name.

const BASH = `# Completion of agent-tasks in bash. In this shell:
#     source <(agent-tasks completion bash)
# In every shell, with bash-completion:
#     agent-tasks completion bash > ~/.local/share/bash-completion/completions/agent-tasks

_agent_tasks() {
    local program=$1 kind= path prefix line
    type -P "$program" >/dev/null || program=agent-tasks
    COMPREPLY=()
    {
        IFS= read -r kind
        [[ $kind == words ]] || { IFS= read -r path; IFS= read -r prefix; }
        while IFS= read -r line; do
            COMPREPLY+=("$line")
        done
    } < <("$program" __complete bash "\${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null </dev/null)
    case $kind in
        words) compopt -o nosort 2>/dev/null ;;
        folders) _agent_tasks_paths -d ;;
        at-files) _agent_tasks_paths -f ;;
    esac
    return 0
}

_agent_tasks_paths() {
    compopt -o filenames 2>/dev/null
    while IFS= read -r line; do
        if [[ -d $line ]]; then
            line+=/
            compopt -o nospace 2>/dev/null
        fi
        COMPREPLY+=("$prefix$line")
    done < <(compgen "$1" -- "$path")
}

complete -F _agent_tasks agent-tasks
`;

const ZSH = `#compdef agent-tasks
# Completion of agent-tasks in zsh. In this shell, after compinit:
#     source <(agent-tasks completion zsh)
# In every shell, in a folder of $fpath:
#     agent-tasks completion zsh > "\${fpath[1]}/_agent-tasks"

_agent_tasks() {
    local program=\${(Q)words[1]} kind value text
    local -a found
    (( $+commands[$program] )) || [[ -x $program ]] || program=agent-tasks
    {
        IFS= read -r kind
        while IFS=$'\\t' read -r value text; do
            found+=("$value\${text:+:$text}")
        done
    } < <("$program" __complete zsh -- "\${(@Q)words[2,CURRENT-1]}" "\${(Q)PREFIX}" 2>/dev/null </dev/null)
    case $kind in
        words) _describe -V agent-tasks found ;;
        folders) compset -P '--*='; _files -/ ;;
        at-files) compset -P '(|--*=)@'; _files ;;
    esac
}

if [[ $funcstack[1] == _agent[_-]tasks ]]; then
    _agent_tasks "$@"
else
    compdef _agent_tasks agent-tasks
fi
`;

const FISH = `# Completion of agent-tasks in fish. In this shell:
#     agent-tasks completion fish | source
# In every shell:
#     agent-tasks completion fish > ~/.config/fish/completions/agent-tasks.fish

function __agent_tasks_complete
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    set -l program $words[1]
    command -q -- "$program"; or set program agent-tasks
    set -l found ($program __complete fish -- $words[2..] "$word" 2>/dev/null </dev/null)
    set -l option (string match -r -- '^--[a-z-]+=' "$word"; or echo)
    set -l path (string replace -r -- '^--[a-z-]+=' '' "$word")
    switch "$found[1]"
        case words
            printf '%s\\n' $found[2..]
        case folders
            printf "$option%s\\n" (__fish_complete_directories "$path" '')
        case at-files
            printf "$option@%s\\n" (__fish_complete_path (string sub -s 2 -- "$path"))
    end
end

complete -c agent-tasks -e
complete -c agent-tasks -f -k -a '(__agent_tasks_complete)'
`;

const SCRIPTS: Readonly<Record<ShellName, string>> = { bash: BASH, zsh: ZSH, fish: FISH };

/** What a shell reads to complete lines of this program. */
export function scriptFor(shell: ShellName): string {
  return SCRIPTS[shell];
}
