
# Makes two words of --option=value, as if a space stood between them: bash hands it over in three, zsh in one.
function _tradeboard() {
  local -a words=()
  local i word prefix= cword=$COMP_CWORD
  for ((i = 0; i < ${#COMP_WORDS[@]}; i++)); do
    word=${COMP_WORDS[i]}
    if [ "$word" = "=" ]; then
      if [ "$i" -eq "$COMP_CWORD" ]; then
        words+=("")
      elif [ "$i" -lt "$COMP_CWORD" ]; then
        cword=$((cword - 1))
      fi
    elif [ "$i" -eq "$COMP_CWORD" ] && [[ "$word" == --*=* ]]; then
      prefix=${word%%=*}=
      words+=("${word%%=*}" "${word#*=}")
      cword=$((cword + 1))
    else
      words+=("$word")
    fi
  done
  local -a COMP_WORDS=("${words[@]}")
  local COMP_CWORD=$cword
  COMPREPLY=()
  _complete_tradeboard
  if [ -n "$prefix" ]; then COMPREPLY=("${COMPREPLY[@]/#/$prefix}"); fi
  # Files, where nothing else is known.
  type compopt &>/dev/null && compopt -o default
  return 0
}

complete -o default -F _tradeboard tradeboard
