#compdef tradeboard
# Completes tradeboard in zsh. To install it, {installation}

# Reads the words before the cursor, and offers what fits behind them.
_tradeboard() {
  local program=${words[1]} word state kind current=$PREFIX name= option= arguments=0
  local -a line=("${words[@]}") words=() found=() passed=()
  integer i
  for ((i = 2; i < CURRENT; i++)); do
    word=${(Q)line[i]}
    if [[ -n $option ]]; then
      word=$option=$word
      option=
    elif [[ '{valued}' == *" $word "* ]]; then
      option=$word
    elif [[ $word != -* ]]; then
      if (( arguments == 0 )) && [[ '|{commands}' == *"|${name:+$name }$word|"* ]]; then
        name=${name:+$name }$word
      else
        (( arguments += 1 ))
      fi
    fi
    if [[ $word == -*=* && '{passed}' == *" ${word%%=*} "* ]]; then
      passed+=("${word/=\~\//=$HOME/}")
    fi
  done
  if [[ -z $option && $current == --*=* ]]; then
    option=${current%%=*}
    compset -P '*='
  fi
  if [[ -n $option ]]; then
    state="$name $option"
  elif [[ $current == -* ]]; then
    state="$name -"
  else
    state=$name:$arguments
  fi
  case $state in
{table}
  esac

  if (( ${#words} )); then
    if [[ $state == *' -' ]]; then
      _describe -o option words
    else
      _describe argument words
    fi
  elif [[ $kind == files ]]; then
    _files
  elif [[ -n $kind ]]; then
    found=("${(@f)$(${(Q)program/#\~/$HOME} complete $kind "${passed[@]}" 2>/dev/null)}")
    # In quotes zsh writes what it cannot print as something else.
    if [[ -n $compstate[quote] ]]; then found=("${(@)found:#*[^[:print:]]*}"); fi
    compadd -- "${(@)found:#}"
  fi
}

if [[ $funcstack[1] == _tradeboard ]]; then
  _tradeboard "$@"
else
  compdef _tradeboard tradeboard
fi
