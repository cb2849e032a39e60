# Completion of toxcore-node's options for bash. Goes to /usr/share/bash-completion/completions/toxcore-node.
_toxcore_node() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    # Bash splits at the equals sign.
    if [[ $word == "=" ]]; then
        word=""
    elif [[ $before == "=" ]]; then
        before=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    case $before in
        --config) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
        --log-backend) mapfile -t COMPREPLY < <(compgen -W "syslog stdout" -- "$word") ;;
        *)
            mapfile -t COMPREPLY < <(compgen -W "--config= --foreground --log-backend= --trace --metrics= --check --help \
                --version" -- "$word")
            [[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace
            ;;
    esac
}
complete -o filenames -F _toxcore_node toxcore-node
