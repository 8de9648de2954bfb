
# Bash hands over --option=value as three words; they become two here, as if a space stood between them.
function _tradeboard() {
  local -a words=()
  local i cword=$COMP_CWORD
  for ((i = 0; i < ${#COMP_WORDS[@]}; i++)); do
    if [ "${COMP_WORDS[i]}" != "=" ]; then
      words+=("${COMP_WORDS[i]}")
    elif [ "$i" -eq "$COMP_CWORD" ]; then
      words+=("")
    elif [ "$i" -lt "$COMP_CWORD" ]; then
      cword=$((cword - 1))
    fi
  done
  local -a COMP_WORDS=("${words[@]}")
  local COMP_CWORD=$cword
  COMPREPLY=()
  _complete_tradeboard
  # Files, where nothing else is known.
  type compopt &>/dev/null && compopt -o default
  return 0
}

complete -o default -F _tradeboard tradeboard
