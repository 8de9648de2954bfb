# Completes tradeboard in bash. To install it, {installation}

# Reads the words before the cursor, and offers what fits behind them.
_tradeboard() {
  local -a line=()
  local i word prefix= cword=$COMP_CWORD
  # Makes two words of --option=value, as if a space stood between them: bash hands it over in three.
  for ((i = 0; i < ${#COMP_WORDS[@]}; i++)); do
    word=${COMP_WORDS[i]}
    if [ "$word" = "=" ]; then
      if [ "$i" -eq "$COMP_CWORD" ]; then
        line+=("")
      elif [ "$i" -lt "$COMP_CWORD" ]; then
        cword=$((cword - 1))
      fi
    elif [ "$i" -eq "$COMP_CWORD" ] && [[ "$word" == --*=* ]]; then
      prefix=${word%%=*}=
      line+=("${word%%=*}" "${word#*=}")
      cword=$((cword + 1))
    else
      line+=("$word")
    fi
  done

  local path= option= arguments=0 current=${line[cword]} state kind= words=
  for ((i = 1; i < cword; i++)); do
    word=${line[i]}
    if [ -n "$option" ]; then
      option=
    elif [[ "$word" == -* ]]; then
      if [[ '{valued}' == *" $word "* ]]; then option=$word; fi
    elif [ "$arguments" -eq 0 ] && [[ '|{commands}' == *"|${path:+$path }$word|"* ]]; then
      path=${path:+$path }$word
    else
      arguments=$((arguments + 1))
    fi
  done
  if [ -n "$option" ]; then
    state="$path $option"
  elif [[ "$current" == -* ]]; then
    state="$path -"
  else
    state=$path:$arguments
  fi
  case $state in
{table}
  esac

  COMPREPLY=()
  if [ -n "$words" ]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"))
  elif [ "$kind" = files ]; then
    type compopt &>/dev/null && compopt -o filenames
    while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "$current")
  elif [ -n "$kind" ]; then
    # Names are data: they are quoted, never expanded.
    local plain=${current//[\"\'\\]/}
    while IFS= read -r word; do
      if [[ "$word" == "$plain"* ]]; then COMPREPLY+=("$(printf %q "$word")"); fi
    done < <("${COMP_WORDS[0]/#\~/$HOME}" complete "$kind" 2>/dev/null)
  fi
  if [ -n "$prefix" ]; then COMPREPLY=("${COMPREPLY[@]/#/$prefix}"); fi
}

complete -F _tradeboard tradeboard
