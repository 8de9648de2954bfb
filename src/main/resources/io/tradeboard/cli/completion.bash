# Completes tradeboard in bash. To install it, {installation}

# Sets plain to a word without its quotes, and quote to the one still open. The second argument is one opened before it.
_tradeboard_unquote() {
  local i char
  plain= quote=${2:-}
  for ((i = 0; i < ${#1}; i++)); do
    char=${1:i:1}
    if [[ "$char" == "$quote" ]]; then
      quote=
    elif [[ "$char" == \\ && "$quote" != "'" ]]; then
      i=$((i + 1))
      plain+=${1:i:1}
    elif [[ -z "$quote" && "$char" == [\"\'] ]]; then
      quote=$char
    else
      plain+=$char
    fi
  done
}

# Reads the words before the cursor, and offers what fits behind them.
_tradeboard() {
  local -a line=() passed=() found=()
  local i word plain quote blanks rest=${COMP_LINE:0:COMP_POINT}
  # Bash also splits at = : and @: joins what no blank separates.
  for ((i = 0; i <= COMP_CWORD; i++)); do
    blanks=${rest%%[![:blank:]]*}
    rest=${rest#"$blanks"}
    word=${COMP_WORDS[i]}
    if [ "$i" -eq "$COMP_CWORD" ]; then word=$rest; fi
    rest=${rest#"$word"}
    if [ "$i" -eq 0 ] || [ -n "$blanks" ]; then
      line+=("$word")
    else
      line[${#line[@]}-1]+=$word
    fi
  done

  local path= option= arguments=0 state kind= words= lead=
  for ((i = 1; i < ${#line[@]} - 1; i++)); do
    _tradeboard_unquote "${line[i]}"
    word=$plain
    if [ -n "$option" ]; then
      word=$option=$word
      option=
    elif [[ '{valued}' == *" $word "* ]]; then
      option=$word
    elif [[ "$word" != -* ]]; then
      if [ "$arguments" -eq 0 ] && [[ '|{commands}' == *"|${path:+$path }$word|"* ]]; then
        path=${path:+$path }$word
      else
        arguments=$((arguments + 1))
      fi
    fi
    if [[ "$word" == -*=* && '{passed}' == *" ${word%%=*} "* ]]; then
      if [[ "$word" == *=\~/* ]]; then word=${word%%=*}=$HOME/${word#*=\~/}; fi
      passed+=("$word")
    fi
  done

  # What bash replaces is the end of the word: what is kept before it is not offered again.
  _tradeboard_unquote "${line[${#line[@]}-1]}"
  local current=$plain open=$quote kept
  _tradeboard_unquote "$2" "$open"
  kept=${current%"$plain"}
  if [[ -z "$option" && "$current" == --*=* ]]; then
    option=${current%%=*}
    lead=$option=
  fi
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

  local value=${current#"$lead"}
  if [ -n "$words" ]; then
    found=($words)
  elif [ "$kind" = files ]; then
    type compopt &>/dev/null && compopt -o filenames
    while IFS= read -r word; do found+=("$word"); done < <(compgen -f -- "$value")
  elif [ -n "$kind" ]; then
    _tradeboard_unquote "${line[0]}"
    if [[ "$plain" == \~/* ]]; then plain=$HOME/${plain#\~/}; fi
    while IFS= read -r word; do found+=("$word"); done < <("$plain" complete "$kind" "${passed[@]}" 2>/dev/null)
  fi
  COMPREPLY=()
  for word in "${found[@]}"; do
    if [[ "$word" == "$value"* ]]; then
      word=$lead$word
      word=${word#"$kept"}
      if [ "$kind" != files ]; then
        # Names are data. Only $'...' of %q leaves anything bare; behind an open quote nothing can be escaped.
        if [ -z "$open" ]; then
          word=$(printf %q "$word")
          if [[ "$word" == *\$\'* || "$word" == "''" ]]; then continue; fi
        elif [[ "$word" == *[![:alnum:]\ ._@:/+=-]* ]]; then
          continue
        fi
      fi
      COMPREPLY+=("$word")
    fi
  done
}

complete -F _tradeboard tradeboard
